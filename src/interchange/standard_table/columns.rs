//! Which column of a table holds what, by its heading.

use crate::interchange::standard_table::numbers::narrow;
use crate::interchange::table::Sheet;

/// What a column of a standard's table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Number,
    Area,
    SubArea,
    Item,
    Content,
    Methods,
    Mark,
    Scoring,
    Evidence,
    NotApplicable,
    Source,
}

/// The headings as written by this program, then those that bureaus use.
const HEADINGS: [(Field, &[&str]); 11] = [
    (Field::Number, &["序号", "编号", "条款号"]),
    (Field::Area, &["考核领域", "考核类别", "一级指标", "一级类目", "领域", "类别", "评价维度"]),
    (Field::SubArea, &["考核子领域", "二级指标", "二级类目", "子领域"]),
    (
        Field::Item,
        &[
            "考核项目",
            "三级指标",
            "评估项目",
            "考核指标",
            "项目",
            "指标",
            "考核项目及分数",
            "考评项目",
        ],
    ),
    (
        Field::Content,
        &[
            "考核内容",
            "考核具体内容",
            "考核内容与要求",
            "考核内容及要求",
            "评估内容",
            "考评内容",
            "内容",
            "内容与要求",
            "考核要求",
            "建设要求",
        ],
    ),
    (
        Field::Methods,
        &["考核方式", "考核方法", "检查方法", "考评方式", "考评方法", "评估方法", "检查方式"],
    ),
    (Field::Mark, &["分值", "标准分值", "标准分", "分数", "满分", "基本分"]),
    (
        Field::Scoring,
        &[
            "赋分标准",
            "评分标准",
            "扣分标准",
            "评分原则",
            "打分标准",
            "计分标准",
            "评分细则",
            "评分办法",
            "计分办法",
            "算分方法",
            "评分方式",
        ],
    ),
    (Field::Evidence, &["佐证材料", "印证材料", "证明材料", "备查资料", "备查材料"]),
    (Field::NotApplicable, &["不适用时"]),
    (Field::Source, &["来源", "依据", "附加说明", "说明"]),
];

/// The heading that this program writes for a field.
pub fn heading(field: Field) -> &'static str {
    let found = HEADINGS.iter().find(|(one, _)| *one == field);
    found.and_then(|(_, words)| words.first()).copied().unwrap_or_default()
}

fn field(text: &str) -> Option<Field> {
    let text = narrow(text);
    let text = text.split(['（', '(']).next().unwrap_or_default();
    let found = HEADINGS.iter().find(|(_, words)| words.contains(&text));
    found.map(|(field, _)| *field)
}

/// The header of a table: its row, and the field of each column that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub row: usize,
    fields: Vec<(Field, usize)>,
}

impl Columns {
    /// Looks for the header among the first rows of a sheet: a row that names what is looked at and
    /// how it is marked.
    pub fn find(sheet: &Sheet) -> Option<Self> {
        const ROWS: usize = 40;
        let of_row = |row: usize| {
            let mut fields: Vec<(Field, usize)> = Vec::new();
            for (column, cell) in sheet.row(row).enumerate() {
                if let Some(field) = field(cell.text)
                    && fields.iter().all(|(known, _)| *known != field)
                {
                    fields.push((field, column));
                }
            }
            Self { row, fields }
        };
        let rows = (0..sheet.row_count().min(ROWS)).map(of_row);
        let usable = rows.filter(|columns| {
            let has = |field| columns.of(field).is_some();
            (has(Field::Item) || has(Field::Content)) && (has(Field::Mark) || has(Field::Scoring))
        });
        // The first of equals.
        usable.fold(None, |best: Option<Self>, columns| match best {
            Some(best) if best.fields.len() >= columns.fields.len() => Some(best),
            _ => Some(columns),
        })
    }

    /// The column of a field.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    /// How many columns are known.
    pub fn known(&self) -> usize {
        self.fields.len()
    }
}
