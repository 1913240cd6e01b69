//! First letters by the browser's own order of pinyin.

use training_ledger::browser::pinyin::{initials, ranks};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn first_letters_of_common_names_are_right() {
    for (name, letters) in [
        ("林飞海", "lfh"),
        ("王芳", "wf"),
        ("李娜", "ln"),
        ("张伟", "zw"),
        ("赵鹏", "zp"),
        ("欧阳静", "oyj"),
        ("安然", "ar"),
        ("艾米", "am"),
        ("蔡依", "cy"),
        ("郭嘉", "gj"),
        ("黄河", "hh"),
        ("孔明", "km"),
        ("罗湖", "lh"),
        ("马超", "mc"),
        ("牛群", "nq"),
        ("潘安", "pa"),
        ("钱七", "qq"),
        ("任远", "ry"),
        ("孙武", "sw"),
        ("唐寅", "ty"),
        ("徐霞", "xx"),
        ("杨柳", "yl"),
        ("周瑜", "zy"),
        ("丁一", "dy"),
        ("鄂尔多斯", "eeds"),
        ("城关所", "cgs"),
        ("A组 3班", "az3b"),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}

#[wasm_bindgen_test]
fn names_are_sorted_by_pinyin() {
    let names = ["张伟", "李娜", "安然", "王芳", "李娜"];
    // Equal names have one place.
    assert_eq!(ranks(&names), [4, 1, 0, 3, 1]);
}
