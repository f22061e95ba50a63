// mul. One invocation computes one cell:  into[at] = Σ_r a·b over COUNT repeats. Where the factors lie is given by extents along four
// axes, last axis fastest, and distances along them: K… for the cell, R… from there for its repeats.
//   main    two factors;  forward y = a·b, backward da = Σ dy·b, db = Σ dy·a
//   square  y = a·a, for a and b being the same tensor, which may be bound only once
override K0: u32; override K1: u32; override K2: u32; override K3: u32;
override R0: u32; override R1: u32; override R2: u32; override R3: u32;
override A0: u32; override A1: u32; override A2: u32; override A3: u32;
override B0: u32; override B1: u32; override B2: u32; override B3: u32;
override COUNT: u32;

@group(0) @binding(0) var<storage, read_write> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> into: array<f32>;

fn along_a(axes: vec4u) -> u32 { return axes.x * A0 + axes.y * A1 + axes.z * A2 + axes.w * A3; }
fn along_b(axes: vec4u) -> u32 { return axes.x * B0 + axes.y * B1 + axes.z * B2 + axes.w * B3; }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let kept = vec4u(at / (K3 * K2 * K1), at / (K3 * K2) % K1, at / K3 % K2, at % K3);
  var total = 0.0;
  for (var r = 0u; r < COUNT; r++) {
    let axes = kept + vec4u(r / (R3 * R2 * R1), r / (R3 * R2) % R1, r / R3 % R2, r % R3);
    total += a[along_a(axes)] * b[along_b(axes)];
  }
  into[at] = total;
}

@compute @workgroup_size(64)
fn square(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  into[at] = a[at] * a[at];
}
