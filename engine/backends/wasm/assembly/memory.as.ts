/** Where the module's own constants end and the engine's memory may begin, in bytes. */
export function heap_base(): usize {
  return __heap_base;
}
