// The sum of `mine` over the workgroup of SIZE invocations, in a fixed tree; everyone gets it.
var<workgroup> sums: array<f32, SIZE>;

fn total(lane: u32, mine: f32) -> f32 {
  sums[lane] = mine;
  workgroupBarrier();
  for (var reach = SIZE / 2u; reach > 0u; reach /= 2u) {
    if (lane < reach) { sums[lane] += sums[lane + reach]; }
    workgroupBarrier();
  }
  let result = workgroupUniformLoad(&sums[0]);
  workgroupBarrier();
  return result;
}
