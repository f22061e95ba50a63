/** "Relu1.y" of "relu1.y": how a name begins a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
