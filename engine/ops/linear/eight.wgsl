// Eight neighbouring numbers in registers.
struct Eight { a: vec4f, b: vec4f }

fn add(sum: Eight, p: Eight, factor: f32) -> Eight {
  return Eight(sum.a + p.a * factor, sum.b + p.b * factor);
}

fn one(p: Eight, k: u32) -> f32 {
  if (k < 4u) { return p.a[k]; }
  return p.b[k - 4u];
}
