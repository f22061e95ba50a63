// ring: ring[step mod LENGTH] ← source[0]. The loss of every step is kept on the device until somebody looks.
override LENGTH: u32;

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> ring: array<f32>;

@compute @workgroup_size(1)
fn main() {
  ring[scalars.step % LENGTH] = source[0];
}
