// The canary: counts, on the device, the submissions that really ran. A submission that the browser drops leaves believable
// zeros behind; then this count lags behind the host's and no number is handed out.
@group(0) @binding(0) var<storage, read_write> canary: array<u32>;

@compute @workgroup_size(1)
fn main() {
  canary[0] += 1u;
  canary[1] = scalars.step;
}
