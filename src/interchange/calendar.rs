//! The days of plans for other calendars (`.ics`, RFC 5545). Whole days are dates; half days have
//! times in UTC: China has one zone and no summer time, so no zone table is needed.

use icalendar::{Calendar, Component as _, EventLike as _, Property, ValueType};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};

use crate::model::calendar::Calendar as Workdays;
use crate::model::date::Moment;
use crate::model::plan::HalfDay;
use crate::planning::schedule::{Event, What};

/// An event with the texts to show for it.
pub struct Named<'a> {
    pub event: &'a Event,
    pub title: String,
    /// Course, trainer, how many take part.
    pub about: String,
}

/// Minutes of China before UTC.
const ZONE: i16 = 480;

/// First and last hour of half a day, as offices keep them.
fn hours(half: HalfDay) -> [Time; 2] {
    match half {
        HalfDay::Morning => [Time::constant(9, 0, 0, 0), Time::constant(12, 0, 0, 0)],
        HalfDay::Afternoon => [Time::constant(14, 0, 0, 0), Time::constant(17, 0, 0, 0)],
    }
}

fn date(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A wall clock so many minutes before UTC, in UTC.
fn utc(wall: DateTime, minutes: i16) -> String {
    let at = wall.saturating_sub(i64::from(minutes).minutes());
    format!("{}T{:02}{:02}{:02}Z", date(at.date()), at.hour(), at.minute(), at.second())
}

/// Writes the calendar. The same event has the same UID in every file, so that a calendar replaces
/// what it knows; half days are an event for each workday.
pub fn write(name: &str, events: &[Named<'_>], workdays: &Workdays, now: Moment) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for named in events {
        let event = named.event;
        let id = match event.what {
            What::Batch(id, _) => id.to_string(),
            What::Class(id) => id.to_string(),
        };
        let mut push = |uid: String, start: Property, end: Property| {
            let mut entry = icalendar::Event::new();
            entry.uid(&uid).summary(&named.title);
            entry.add_property("DTSTAMP", utc(now.local, now.offset_minutes));
            entry.append_property(start).append_property(end);
            if !named.about.is_empty() {
                entry.description(&named.about);
            }
            if !event.place.is_empty() {
                entry.location(&event.place);
            }
            calendar.push(entry.done());
        };
        match event.half {
            None => {
                let day = |key: &str, day: Date| {
                    Property::new(key, date(day)).append_parameter(ValueType::Date).done()
                };
                // The end of a date event is the day after it.
                let end = event.end.saturating_add(1.day());
                push(
                    format!("{id}@training-ledger"),
                    day("DTSTART", event.start),
                    day("DTEND", end),
                );
            }
            Some(half) => {
                let [from, to] = hours(half);
                let at = |day: Date, time| utc(day.to_datetime(time), ZONE);
                for day in workdays.workdays(event.start, event.end) {
                    push(
                        format!("{id}-{}@training-ledger", date(day)),
                        Property::new("DTSTART", at(day, from)),
                        Property::new("DTEND", at(day, to)),
                    );
                }
            }
        }
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use ical::parser::ical::component::IcalEvent;

    use super::*;
    use crate::model::id::{BatchId, IdSource, PlanId, SessionId};

    fn event(what: What, start: &str, end: &str, half: Option<HalfDay>) -> Event {
        Event {
            plan: PlanId::new(&mut IdSource::new([0; 16])),
            what,
            title: String::new(),
            course: None,
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
            half,
            place: "局机关三楼，会议室;东".to_owned(),
            trainer: String::new(),
            people: Vec::new(),
        }
    }

    /// What another library reads: unfolded, still escaped.
    fn read(text: &str) -> Vec<IcalEvent> {
        let mut calendars = ical::IcalParser::new(BufReader::new(text.as_bytes()));
        let calendar = calendars.next().unwrap().unwrap();
        assert!(calendars.next().is_none());
        calendar.events
    }

    fn value(event: &IcalEvent, name: &str) -> String {
        let mut found = event.properties.iter().filter(|property| property.name == name);
        let value = found.next().and_then(|property| property.value.clone()).unwrap();
        assert!(found.next().is_none(), "{name} stands twice");
        value
    }

    #[test]
    fn another_library_reads_what_was_written() {
        let mut ids = IdSource::new([7; 16]);
        let batch = BatchId::new(&mut ids);
        let class = SessionId::new(&mut ids);
        let whole = event(What::Batch(batch, 2), "2026-09-22", "2026-09-24", None);
        // Over a weekend that is free and one that is worked (调休).
        let half = event(What::Class(class), "2026-09-18", "2026-09-21", Some(HalfDay::Afternoon));
        let title =
            "2026年分层分级分类培训计划第2批：食品生产经营监督检查管理办法与现场检查要点专题"
                .to_owned();
        let events = [
            Named {
                event: &whole, title: title.clone(), about: "参训 28 人\n师资：周".into()
            },
            Named {
                event: &half, title: "案卷, 制作; 反斜\\杠".into(), about: String::new()
            },
        ];
        let now = Moment::parse("2026-09-16T14:03:22+08:00").unwrap();
        let text = write("培训日程", &events, &Workdays::built_in(), now);
        assert!(text.lines().all(|line| line.len() <= 75), "a line is too long");
        assert!(text.contains("\r\n"));
        let read = read(&text);
        let starts: Vec<_> = read.iter().map(|event| value(event, "DTSTART")).collect();
        // 18 September (Friday), 20 (a Sunday that is worked) and 21; the batch.
        assert_eq!(
            starts,
            ["20260922", "20260918T060000Z", "20260920T060000Z", "20260921T060000Z"]
        );
        let first = &read[0];
        assert_eq!(value(first, "SUMMARY"), title);
        assert_eq!(value(first, "DTEND"), "20260925");
        assert_eq!(value(first, "DTSTAMP"), "20260916T060322Z");
        assert_eq!(value(first, "UID"), format!("{batch}@training-ledger"));
        assert_eq!(value(first, "LOCATION"), "局机关三楼，会议室\\;东");
        assert_eq!(value(first, "DESCRIPTION"), "参训 28 人\\n师资：周");
        assert_eq!(value(&read[1], "SUMMARY"), "案卷\\, 制作\\; 反斜\\\\杠");
        let uids: std::collections::BTreeSet<_> =
            read.iter().map(|event| value(event, "UID")).collect();
        assert_eq!(uids.len(), 4);
        let later = Moment::parse("2026-10-16T14:03:22+08:00").unwrap();
        let again = self::read(&write("培训日程", &events, &Workdays::built_in(), later));
        assert!(again.iter().all(|event| uids.contains(&value(event, "UID"))));
    }
}
