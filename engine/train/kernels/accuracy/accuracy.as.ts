/**
 * accuracy: how many rows of logits have their first largest score at their label; a row with NaN
 * is wrong. One unit.
 */
export function accuracy_count(
  logits: usize, labels: usize, into: usize, rows: i32, classes: i32, from: i32, to: i32,
): void {
  let right = 0;
  for (let n = 0; n < rows; n++) {
    let best = 0;
    let largest: f32 = load<f32>(logits);
    let broken = largest != largest;
    for (let c = 1; c < classes; c++) {
      const score = load<f32>(logits + (<usize>c << 2));
      broken = broken || score != score;
      if (!(score > largest)) continue;
      best = c;
      largest = score;
    }
    if (!broken && best == load<i32>(labels)) right += 1;
    logits += <usize>classes << 2;
    labels += 4;
  }
  store<f32>(into, <f32>right);
}
