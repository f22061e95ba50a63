/** Files that people take for a safetensors file, by their first bytes. */
const BEGINNINGS: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive, as PyTorch's torch.save writes (.pt, .pth, .bin)"],
  [[0x80, 0x02], "a Python pickle, as old PyTorch files are (.pt, .pth)"],
  [[0x89, 0x48, 0x44, 0x46], "an HDF5 file, as Keras writes (.h5)"],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "an array of NumPy (.npy)"],
];

/** What the file is in words, or null when its beginning says nothing. */
export function otherFormat(bytes: Uint8Array): string | null {
  const found = BEGINNINGS.find(([beginning]) =>
    beginning.every((value, at) => bytes[at] === value),
  );
  // a header of exactly that length begins with "{" all the same
  return found === undefined || bytes[8] === 0x7b ? null : found[1];
}
