//! Prometheus' text format, version 0.0.4. Pure.

use std::fmt::Write;

/// What a figure does over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// It only grows while the process runs.
    Counter,
    /// It goes up and down.
    Gauge,
}

/// One figure in all its shades.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    name: &'static str,
    help: &'static str,
    course: Course,
    samples: Vec<(Vec<(&'static str, String)>, f64)>,
}

impl Family {
    /// A figure without a value yet.
    pub fn new(name: &'static str, help: &'static str, course: Course) -> Family {
        Family { name, help, course, samples: Vec::new() }
    }

    /// With this value under these labels.
    #[must_use]
    pub fn with<const N: usize>(mut self, labels: [(&'static str, &str); N], value: f64) -> Family {
        self.samples.push((labels.map(|(label, value)| (label, value.to_owned())).to_vec(), value));
        self
    }
}

/// All of them as text.
pub fn text(families: &[Family]) -> String {
    let mut text = String::new();
    for family in families {
        let course = match family.course {
            Course::Counter => "counter",
            Course::Gauge => "gauge",
        };
        // Writing into a String never fails.
        let _ = writeln!(text, "# HELP {} {}\n# TYPE {0} {course}", family.name, family.help);
        for (labels, value) in &family.samples {
            let labels: Vec<String> =
                labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(text, "{}{labels} {value}", family.name);
        }
    }
    text
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_prometheus_reads_them() {
        let families = [
            Family::new("a_total", "Things.", Course::Counter).with([("of", "x\"\\\n"), ("in", "y")], 2.0),
            Family::new("b", "Seconds.", Course::Gauge).with([], 0.5),
        ];
        assert_eq!(
            text(&families),
            "# HELP a_total Things.\n# TYPE a_total counter\na_total{of=\"x\\\"\\\\\\n\",in=\"y\"} 2\n\
             # HELP b Seconds.\n# TYPE b gauge\nb 0.5\n"
        );
    }
}
