//! 名册和文件里查出的问题怎么说。

use crate::model::problem::{ForeignFormat, ImportError, ProblemKind, ProblemLevel};

/// What is wrong with a cell, a row or a whole file.
pub struct Problems {
    pub level: fn(ProblemLevel) -> &'static str,
    /// A short name, for lists and filters.
    pub kind: fn(ProblemKind) -> &'static str,
    /// One sentence; the argument is the value as the file has it.
    pub sentence: fn(ProblemKind, &str) -> String,
    pub import_error: fn(&ImportError) -> String,
}

pub const PROBLEMS: Problems = Problems {
    level: |level| match level {
        ProblemLevel::Error => "错误",
        ProblemLevel::Warning => "提醒",
        ProblemLevel::Info => "说明",
    },
    kind: |kind| match kind {
        ProblemKind::MissingName => "姓名为空",
        ProblemKind::MissingOffice => "单位为空",
        ProblemKind::MissingBirth => "缺出生年月",
        ProblemKind::BadDate => "日期认不出",
        ProblemKind::FutureBirth => "出生年月在将来",
        ProblemKind::TooYoung => "年龄过小",
        ProblemKind::TooOld => "年龄过大",
        ProblemKind::YearOnly => "出生只有年份",
        ProblemKind::UnknownEducation => "学历认不出",
        ProblemKind::UnknownSex => "性别认不出",
        ProblemKind::UnknownPost => "岗位不在目录",
        ProblemKind::UnknownRank => "职级不在目录",
        ProblemKind::UnknownStaffKind => "人员身份不在目录",
        ProblemKind::UnknownStatus => "状态认不出",
        ProblemKind::IdCheckDigit => "校验码不符",
        ProblemKind::IdLength => "身份证号位数不对",
        ProblemKind::IdPrecisionLost => "身份证号被截断",
        ProblemKind::IdBirthMismatch => "出生与身份证号不一致",
        ProblemKind::IdSexMismatch => "性别与身份证号不一致",
        ProblemKind::DuplicatePerson => "与前面的行重复",
        ProblemKind::AmbiguousPerson => "对应多人",
        ProblemKind::Namesake => "同单位同名",
        ProblemKind::ControlCharacters => "含不可见字符",
        ProblemKind::TooLong => "文字过长",
    },
    sentence: |kind, value| match kind {
        ProblemKind::MissingName => "姓名为空，补上后再写入。".into(),
        ProblemKind::MissingOffice => "所在单位为空，补上后再写入。".into(),
        ProblemKind::MissingBirth => "没有出生年月，也没有可用的身份证号。".into(),
        ProblemKind::BadDate => format!("“{value}”认不出是哪一天，请写成 1985.06 这样的年月。"),
        ProblemKind::FutureBirth => format!("出生年月“{value}”在今天之后。"),
        ProblemKind::TooYoung => format!("按“{value}”算不满 16 岁，请核对。"),
        ProblemKind::TooOld => format!("按“{value}”算已过 70 岁，请核对。"),
        ProblemKind::YearOnly => format!("“{value}”只有年份，年龄按 1 月计算。"),
        ProblemKind::UnknownEducation => format!("学历“{value}”不在学历代码表里，请选一个。"),
        ProblemKind::UnknownSex => format!("性别“{value}”认不出，先空着。"),
        ProblemKind::UnknownPost => format!("岗位“{value}”不在岗位目录里，照原样保留。"),
        ProblemKind::UnknownRank => format!("职级“{value}”不在职级目录里，照原样保留。"),
        ProblemKind::UnknownStaffKind => format!("人员身份“{value}”不在目录里，照原样保留。"),
        ProblemKind::UnknownStatus => format!("状态“{value}”认不出，照原样保留。"),
        ProblemKind::IdCheckDigit => format!("身份证号“{value}”的最后一位与前面的对不上。"),
        ProblemKind::IdLength => format!("身份证号“{value}”不是 18 位，先空着。"),
        ProblemKind::IdPrecisionLost => {
            format!("“{value}”在表格里存成了数字，后几位已经丢失，请重新输入。")
        }
        ProblemKind::IdBirthMismatch => {
            format!("出生年月与身份证号“{value}”不一致，以档案为准。")
        }
        ProblemKind::IdSexMismatch => format!("性别与身份证号“{value}”不一致，请核对。"),
        ProblemKind::DuplicatePerson => format!("“{value}”与前面的行是同一个人，这一行不写入。"),
        ProblemKind::AmbiguousPerson => {
            format!("名册里有不止一个“{value}”对得上，请选是哪一个。")
        }
        ProblemKind::Namesake => {
            format!("名册里这个单位已有“{value}”，出生年月或号码不同：是两个人吗？")
        }
        ProblemKind::ControlCharacters => format!("“{value}”里有看不见的字符，已去掉。"),
        ProblemKind::TooLong => format!("“{value}…”太长，多出的部分没有写入。"),
    },
    import_error: |error| match error {
        ImportError::Empty => "文件是空的。".into(),
        ImportError::TooLarge(limit) => format!("文件太大，名册不会超过 {limit} MB。"),
        ImportError::TooManyCells => "表格里的单元格太多，请只留名册再试。".into(),
        ImportError::Foreign(format) => foreign(*format).into(),
        ImportError::Encrypted => {
            "文件设了打开密码，请在 WPS 或 Excel 里去掉密码、另存为 xlsx 再试。".into()
        }
        ImportError::Damaged(why) => {
            format!("文件不完整或已损坏，请重新复制一份，或另存为 xlsx 再试。（{why}）")
        }
        ImportError::NotATable => {
            "这不是表格文件，或者文件已损坏，请重新取一份，或另存为 xlsx 再试。".into()
        }
        ImportError::UnknownEncoding => {
            "文字编码认不出，请在 WPS 或 Excel 里另存为 xlsx 再试。".into()
        }
        ImportError::NoHeader => {
            "没有找到标题行：表里应有“姓名”和“出生年月”“所在单位”这样的列名。".into()
        }
    },
};

fn foreign(format: ForeignFormat) -> &'static str {
    match format {
        ForeignFormat::Et => "这是 WPS 的 et 文件，请在 WPS 里另存为 xlsx 再导入。",
        ForeignFormat::OpenDocument => "这是 ods 文件，请另存为 xlsx 再导入。",
        ForeignFormat::BinaryWorkbook => "这是 xlsb 文件，请在 Excel 里另存为 xlsx 再导入。",
        ForeignFormat::Word => "这是文字文档，请把里面的表格复制到表格软件，另存为 xlsx 再导入。",
        ForeignFormat::Pdf => "这是 PDF，读不出表格，请向上报单位要 xlsx 文件。",
        ForeignFormat::Picture => "这是图片，读不出表格，请向上报单位要 xlsx 文件。",
        ForeignFormat::Archive => "这是压缩包，请先解压，再导入里面的表格。",
        ForeignFormat::WebPage => {
            "这是网页格式的表格，请在 WPS 或 Excel 里打开，另存为 xlsx 再导入。"
        }
        ForeignFormat::Json => "这是 JSON 文件：备份请在“设置”里恢复，上报文件请在“汇总”里打开。",
        ForeignFormat::Other => "认不出这种文件，请另存为 xlsx 再导入。",
    }
}
