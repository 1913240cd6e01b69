//! The most that can flow through a network, and the bottleneck (Dinic's algorithm).

/// A pipe with its way back.
#[derive(Clone, Copy, Debug)]
struct Pipe {
    to: u32,
    room: u32,
}

/// A network. Pipes stand in pairs, the second one leads back.
#[derive(Debug, Default)]
pub struct Network {
    pipes: Vec<Pipe>,
    from: Vec<Vec<u32>>,
    level: Vec<u32>,
    next: Vec<u32>,
}

/// No bound.
pub const PLENTY: u32 = u32::MAX / 4;

impl Network {
    /// One more node.
    pub fn node(&mut self) -> u32 {
        self.from.push(Vec::new());
        self.from.len() as u32 - 1
    }

    /// One more pipe; its number.
    pub fn pipe(&mut self, from: u32, to: u32, room: u32) -> u32 {
        let number = self.pipes.len() as u32;
        self.pipes.push(Pipe { to, room });
        self.pipes.push(Pipe { to: from, room: 0 });
        for (node, pipe) in [(from, number), (to, number + 1)] {
            if let Some(list) = self.from.get_mut(node as usize) {
                list.push(pipe);
            }
        }
        number
    }

    /// A pipe without bound, if there is none yet.
    pub fn once(&mut self, from: u32, to: u32) {
        let known = self.from.get(from as usize).into_iter().flatten();
        if !known.into_iter().any(|pipe| pipe % 2 == 0 && self.at(*pipe).to == to) {
            self.pipe(from, to, PLENTY);
        }
    }

    fn at(&self, pipe: u32) -> Pipe {
        self.pipes.get(pipe as usize).copied().unwrap_or(Pipe { to: 0, room: 0 })
    }

    fn level(&self, node: u32) -> u32 {
        self.level.get(node as usize).copied().unwrap_or(u32::MAX)
    }

    /// How far each node is from the source through pipes with room.
    fn measure(&mut self, source: u32) {
        self.level = vec![u32::MAX; self.from.len()];
        self.next = vec![0; self.from.len()];
        let mut queue = vec![source];
        if let Some(level) = self.level.get_mut(source as usize) {
            *level = 0;
        }
        let mut head = 0;
        while let Some(node) = queue.get(head).copied() {
            head += 1;
            let next = self.level(node) + 1;
            for pipe in self.from.get(node as usize).into_iter().flatten() {
                let pipe = self.at(*pipe);
                if let Some(level) = self.level.get_mut(pipe.to as usize)
                    && pipe.room > 0
                    && *level == u32::MAX
                {
                    *level = next;
                    queue.push(pipe.to);
                }
            }
        }
    }

    /// One way from the node to the end, taken at once.
    fn push(&mut self, node: u32, end: u32, room: u32) -> u32 {
        if node == end {
            return room;
        }
        while let Some(pipe) = self.next_pipe(node) {
            let Pipe { to, room: own } = self.at(pipe);
            if own > 0 && self.level(to) == self.level(node) + 1 {
                let pushed = self.push(to, end, room.min(own));
                if pushed > 0 {
                    for (pipe, come) in [(pipe, false), (pipe ^ 1, true)] {
                        if let Some(pipe) = self.pipes.get_mut(pipe as usize) {
                            pipe.room = if come { pipe.room + pushed } else { pipe.room - pushed };
                        }
                    }
                    return pushed;
                }
            }
            if let Some(next) = self.next.get_mut(node as usize) {
                *next += 1;
            }
        }
        0
    }

    fn next_pipe(&self, node: u32) -> Option<u32> {
        let next = self.next.get(node as usize)?;
        self.from.get(node as usize)?.get(*next as usize).copied()
    }

    /// The most that flows from the source to the end.
    pub fn fill(&mut self, source: u32, end: u32) -> u32 {
        let mut sum = 0;
        loop {
            self.measure(source);
            if self.level(end) == u32::MAX {
                return sum;
            }
            loop {
                let pushed = self.push(source, end, PLENTY);
                if pushed == 0 {
                    break;
                }
                sum += pushed;
            }
        }
    }

    /// Can the node still be reached from the source? Asked after [`Network::fill`].
    pub fn is_reached(&self, node: u32) -> bool {
        self.level(node) != u32::MAX
    }

    /// Nodes that can still be reached, by the first of those that hang together with them. The
    /// source, node 0, holds nothing together.
    pub fn groups(&self) -> Vec<u32> {
        let mut group = vec![u32::MAX; self.from.len()];
        for start in 1..self.from.len() as u32 {
            let mut stack = vec![start];
            while let Some(node) = stack.pop() {
                let Some(own) = group.get_mut(node as usize) else { continue };
                if node == 0 || *own != u32::MAX || !self.is_reached(node) {
                    continue;
                }
                *own = start;
                let pipes = self.from.get(node as usize).into_iter().flatten();
                stack.extend(pipes.map(|pipe| self.at(*pipe).to));
            }
        }
        group
    }

    /// The ends of a pipe.
    pub fn ends(&self, pipe: u32) -> (u32, u32) {
        (self.at(pipe ^ 1).to, self.at(pipe).to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_is_that_of_the_bottleneck() {
        let mut network = Network::default();
        let [source, a, b, end] = std::array::from_fn(|_| network.node());
        network.pipe(source, a, 5);
        network.pipe(source, b, 4);
        let narrow = network.pipe(a, end, 2);
        network.pipe(a, b, 9);
        network.pipe(b, end, 3);
        assert_eq!(network.fill(source, end), 5);
        assert!(network.is_reached(a) && network.is_reached(b) && !network.is_reached(end));
        assert_eq!(network.ends(narrow), (a, end));
    }
}
