// Where a channel's cells lie: M in all, AREA in each image, an image's channels apart. An invocation takes every SIZE-th of
// them; finding each by a division would cost more than reading it.
struct Walk { left: u32, inside: u32, at: u32 }

fn start(c: u32, lane: u32, area: u32, between: u32) -> Walk {
  let n = lane / area;
  return Walk(lane, lane - n * area, n * between + c * area + lane - n * area);
}

struct Hop { inside: u32, at: u32, area: u32, jump: u32 }

fn hop(area: u32, between: u32) -> Hop {
  let images = SIZE / area;
  let cells = SIZE - images * area;
  return Hop(cells, images * between + cells, area, between - area);
}

fn onward(walk: Walk, by: Hop) -> Walk {
  let inside = walk.inside + by.inside;
  let behind = inside >= by.area;
  return Walk(walk.left + SIZE, select(inside, inside - by.area, behind), walk.at + by.at + select(0u, by.jump, behind));
}
