//! Texts of competence and of training needs.

use super::count;
use crate::i18n::zh;
use crate::i18n::zh::skills::Skills;
use crate::model::skill::{Appraiser, Skill};
use crate::planning::need::Provision;

pub const SKILLS: Skills = Skills {
    parts: "Parts of the hours",
    title: "Competence",
    about: |judged, cells| format!("People × posts; {judged} of {cells} judged, the rest unknown"),
    skill: |skill| match skill {
        Skill::Proficient => "expert".into(),
        Skill::Able => "able".into(),
        Skill::Unable => "not yet".into(),
        Skill::Other(other) => other.clone(),
    },
    unknown: "not judged",
    by: "Judged by",
    appraiser: |appraiser| match appraiser {
        Appraiser::Supervisor => "Supervisor".into(),
        Appraiser::Exam => "Exam".into(),
        Appraiser::Peers => "Peers".into(),
        Appraiser::Oneself => "Oneself".into(),
        Appraiser::Other(other) => other.clone(),
    },
    read: |word| {
        Some(match word {
            "expert" => Some(Skill::Proficient),
            "able" => Some(Skill::Able),
            "not yet" => Some(Skill::Unable),
            "not judged" => None,
            _ => return (zh::skills::SKILLS.read)(word),
        })
    },
    derived: "derived",
    only_unknown: "Own post not judged",
    posts: "Posts",
    judged: "Judged",
    people: |people| count(people, "person"),
    paint: |skill| format!("Click cells to write “{skill}”"),
    keys: "3, 2, 1 write and go right, 0 clears; Ctrl+V pastes",
    own_post: "Framed: own posts; italic: derived",
    counts: "People by post",
    sole: |name| format!("only {name} is an expert"),
    nobody_masters: "no expert",
    nobody_yet: "None of those judged is proficient",
    unjudged: |people| format!("{} of the post not judged", count(people, "person")),
    cell: |name, post| format!("{name} × {post}"),
    taken: "Taken",

    paste: "Paste a table",
    paste_hint: "Copy a table with its heading from Excel: a column of names, the others are posts; \
                 cells say expert, able, not yet, or 3, 2, 1. Without a heading the cells go right and \
                 down from the chosen one.",
    cells: |cells| count(cells, "cell"),
    understood: "Understood",
    changing: "of these, changing what was judged",
    unread: |word| format!("Not understood: “{word}”"),
    nobody: |name| format!("Nobody, or several, of this name: {name}"),
    no_post: |word| format!("No post: {word}"),
    apply: |cells| format!("Write {}", count(cells, "cell")),
    nothing: "There is nothing to write.",

    class: "For a class",
    class_hint: "Judges all who were there at once, in the place of the same judgement before.",
    session: "Session",
    session_of: |title, date, people| {
        format!("{title} ({date}, {} there)", count(people, "person"))
    },
    no_sessions: "No class is recorded yet; record one under “Hours” first.",
    post: "Post",
    level: "Level",

    needs_title: "Needs",
    needs_about: |people, courses| {
        format!("{} in need of {}", count(people, "person"), count(courses, "place"))
    },
    ask_first: |people| {
        format!("{} not judged in their own post: judge first", count(people, "person"))
    },
    to_skills: "Judge",
    too_many_urgent: "More than one in ten is most urgent, so it says little; check the judgements.",
    course: "Course",
    priority: "Priority",
    why: "Gap and sum",
    only_open: "Not planned",
    provision: |provision| match provision {
        Provision::None => "",
        Provision::Waiting => "in a plan, no dates",
        Provision::Planned => "planned",
    },
    certificate: "Certificate renewal",
    since: |date| {
        format!("at work since {date}, due within probation (Civil Servants Law, art. 67)")
    },
    promoted_until: |date| {
        format!("within a year of the promotion, by {date} (Civil Servant Law 67)")
    },
    until: |date| format!("valid until {date} (Administrative Penalty Law, arts. 42, 55)"),
    gap: |post, is_main, level, [missing, closed]| {
        let wanted = if is_main {
            "main post, asks for proficient"
        } else {
            "other post, asks for able, counts half"
        };
        format!("{post} ({wanted}): {level}, {missing} points short, the course closes {closed}")
    },
    mandatory_adds: |adds| format!("mandatory: +{adds}"),
    score_adds: |score, adds| format!("{score} points closed: +{adds}"),
    sole_adds: |adds| format!("alone in this post: +{adds}"),
    make_class: |people| format!("Make a class ({})", count(people, "person")),
    make_any: "Make a class",
    choose_course: "Choose one course for a class",
    provided: "Planned",
    class_made: |title, people| {
        format!("“{title}” is in the plan for {}; set its dates", count(people, "person"))
    },
    no_plan: "There is no open plan this year.",
    no_needs_title: "No training needs",
    no_needs_text: "Once competence is judged, gaps and the courses for them stand here.",
};
