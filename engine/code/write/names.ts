/** Names of layers as Python's: each one once, none that Python or PyTorch needs itself. */

const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except " +
  "finally for from global if import in is lambda nonlocal not or pass raise return try while " +
  "with yield";
/** Members of nn.Module that an attribute would hide. */
const MODULE =
  "add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches " +
  "eval extra_repr float forward half load_state_dict modules named_buffers named_children " +
  "named_modules named_parameters parameters register_buffer register_module requires_grad_ " +
  "share_memory state_dict to to_empty train training type xpu zero_grad";
const LOCALS = "F Net keras labels layers loss math nn optimiser self torch x";

export class PythonNames {
  private readonly attributes = new Set(`${KEYWORDS} ${MODULE}`.split(" "));
  private readonly variables = new Set(`${KEYWORDS} ${LOCALS}`.split(" "));

  /** For `self.…`. */
  attribute(layer: string): string {
    return fresh(layer, this.attributes);
  }

  variable(layer: string): string {
    return fresh(layer, this.variables);
  }
}

/** "features.0" becomes features_0; a name that is taken gets a number. */
function fresh(layer: string, taken: Set<string>): string {
  const base = layer.replaceAll(/\W/g, "_").replace(/^(?=\d)/, "_");
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
  taken.add(name);
  return name;
}
