//! 帮助和本机检查。

/// Texts of the help and of the check of the browser.
pub struct Help {
    pub title: &'static str,
    pub about: &'static str,
    /// Sections: an anchor, a heading and paragraphs.
    pub sections: &'static [Section],
    pub keys_title: &'static str,
    pub keys: &'static [(&'static str, &'static str)],
    pub self_test: &'static str,
    pub self_test_title: &'static str,
    pub self_test_about: &'static str,
    pub browser: &'static str,
    pub check_storage: &'static str,
    pub check_database: &'static str,
    pub check_worker: &'static str,
    pub check_secure: &'static str,
    pub check_place: &'static str,
    pub check_clock: &'static str,
    pub works: &'static str,
    pub works_not: &'static str,
    pub advice_storage: &'static str,
    pub advice_database: &'static str,
    pub advice_worker: &'static str,
    pub advice_secure: &'static str,
    pub place_file: &'static str,
    pub place_host: &'static str,
    pub place_temporary: &'static str,
    pub checking: &'static str,
    pub verdict_good: &'static str,
    pub verdict_limited: &'static str,
    pub verdict_bad: &'static str,
}

/// One section of the help.
pub struct Section {
    pub heading: &'static str,
    pub paragraphs: &'static [&'static str],
}

pub const HELP: Help = Help {
    title: "帮助",
    about: "一页看完。按 Ctrl+F 查找。",
    sections: &[
        Section {
            heading: "一天的工作",
            paragraphs: &[
                "名册：从 Excel、WPS 或 CSV 导入，或直接粘贴。写入前先看清新增、变更和问题；一次撤销就能退回整次导入。",
                "分组：用“建议分组”一次分好，或在交叉表里点一个或几个格子，按 Enter 建立培训群体；群体是一句规则，名册变了，人数跟着变。",
                "培训计划：先在“分层分级”里定课程，再在“分批轮训”里自动编排。每个所同时外出的人数不会超过在岗保障；手动调整时会说明违反了哪条规则。",
                "学时：按班次登记，先全体出勤，再改例外。每人每年的目标、已认定和缺口自动汇总。",
                "自评：逐项填写，扣分、比例、加分、一票否决自动计算；打印出来就是正式表。",
                "上报：选内容、期间和实名程度，生成一个 JSON 文件，用 U 盘或政务微信报给上级。上级用同一个网页打开。",
            ],
        },
        Section {
            heading: "分层、分级、分类",
            paragraphs: &[
                "分层按年龄阶段和学历层次，分级按职务职级，分类按岗位业务。三者都以本年度 12 月 31 日为截至日期计算。",
            ],
        },
        Section {
            heading: "换电脑",
            paragraphs: &[
                "在旧电脑的“设置”里点“立即备份”（或随时按 Ctrl+S），把下载的备份文件和本网页文件一起拷到新电脑。",
                "在新电脑上双击网页，在“恢复或接收”里打开备份文件，核对人数后恢复。名册、计划、学时、自评、收件和导出记录都在备份里。",
            ],
        },
        Section {
            heading: "换人接手",
            paragraphs: &[
                "交接时由原经办人做一次备份，连同网页文件交给接手人；接手人恢复后核对工作台的四个数字。",
                "确认无误后，原电脑上用“设置 → 存储与备份 → 清空”删除数据。清空前会先让您再备份一次。",
            ],
        },
        Section {
            heading: "换新版文件",
            paragraphs: &[
                "用新版网页文件替换旧文件，双击打开即可；在 Chrome、360、奇安信、Edge 里数据按浏览器存放，同一浏览器里的新文件会接着用原来的数据。",
                "Firefox 按文件位置存放数据：请放在原来的文件夹、用原来的文件名，或者先备份再恢复。",
            ],
        },
        Section {
            heading: "数据安全",
            paragraphs: &[
                "数据只在本机本浏览器里。看到“已保存”时，这次改动已经写入磁盘；断电、浏览器崩溃不会丢。",
                "清除浏览器数据、重装系统、无痕窗口会丢失数据，所以请每周备份到 U 盘。",
                "导出文件里的 SHA-256 能发现文件损坏，不是签名，不能证明是谁生成的。",
            ],
        },
        Section {
            heading: "学时怎么算",
            paragraphs: &[
                "学时以四分之一学时为最小单位。年度目标默认 90 学时，网络培训 50 学时；四级调研员及以上按五年 550 学时，以进度折算到本年。都可在“设置”里改。",
                "跨年的班按工作日分到两年。学时可填“3天”“半天”“90分钟”，按规定折算。",
                "互帮互学默认不计入年度集中培训学时；认定计入的，在活动记录里勾选。",
            ],
        },
        Section {
            heading: "自评怎么算分",
            paragraphs: &[
                "每项得分精确计算，只在该项四舍五入一次，到百分之一分；合计是各项之和，用计算器能对上。",
                "每项从满分开始，按赋分标准的先后扣减，扣完为止，不倒扣。一次扣分超过该项分值的，该项得零分。",
                "“≥50%按比例得分”是满分乘完成率；正好 50% 得一半，低于 50% 不得分。率按精确值比较，89.995% 不是 90%。",
                "0 件中的 0 件算未评，请选“不适用”或补充数据。",
                "未评不是零分：总分是已评各项之和，另写已评几项；等次只作预估。",
                "“不适用”按标准的规定处理：不允许、给满分，或者剔除后按比例折算总分。",
                "加分另列，不超过上限；一票否决触发后，总分照列，等次为不合格（或按标准降等）。",
                "等次看打印出来的总分：74.995 印作 75.00，为良好。“以上”含本数。",
                "自评、考核、复核、核定各自独立，从不平均。",
            ],
        },
        Section {
            heading: "年龄与退休",
            paragraphs: &[
                "周岁按截至日期计算，只有出生年月的，当月视为已满。",
                "退休时间按 2024 年的渐进式延迟退休规定推算，仅供参考；女同志须先选退休类别，未选的显示“未定”，不作猜测。",
            ],
        },
    ],
    keys_title: "键盘",
    keys: &[
        ("Ctrl+K", "搜索人员和页面"),
        ("/", "在本页表格里查找"),
        ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"),
        ("Ctrl+S", "下载备份文件"),
        ("Enter、F2", "编辑选中的格子"),
        ("Tab", "到下一个控件"),
        ("Esc", "关闭抽屉、列表，放弃编辑"),
        ("↑ ↓", "上一行、下一行；评分时换条款"),
    ],
    self_test: "本机浏览器检查",
    self_test_title: "本机浏览器检查",
    self_test_about: "看看这个浏览器能不能放心使用。",
    browser: "浏览器",
    check_storage: "记住偏好（本地存储）",
    check_database: "保存台账（数据库）",
    check_worker: "后台计算",
    check_secure: "安全环境",
    check_place: "打开位置",
    check_clock: "电脑日期",
    works: "可用",
    works_not: "不可用",
    advice_storage: "语言、明暗等偏好记不住，不影响台账。",
    advice_database: "台账存不下来。请关闭无痕窗口，在浏览器设置里允许保存网站数据；360、奇安信请切换到“极速模式”。",
    advice_worker: "读大表格时页面会停顿一会儿，结果不受影响。",
    advice_secure: "通过普通 http 打开时，个别功能改用备用办法，不影响使用。",
    place_file: "从文件打开",
    place_host: "从网址打开",
    place_temporary: "像是从聊天软件或压缩包的临时文件夹打开的。请先把网页文件另存到固定的文件夹，再双击打开。",
    checking: "正在检查…",
    verdict_good: "可以放心使用",
    verdict_limited: "可以使用，有几处要留意",
    verdict_bad: "存不住数据，只能临时使用，请随时备份",
};
