/** What every op says about itself, whatever its family. */
import type { Attributes, OpDefinition, Values } from "../op";
import type { Tensor } from "../tensor";
import { check } from "../errors";

export interface Described<A extends Attributes>
  extends Pick<
    OpDefinition<A>,
    "name" | "defaults" | "normalise" | "parameters" | "window" | "torch"
  > {
  /** Absent: 0, as networks are counted in the literature. */
  readonly multiplyAdds?: OpDefinition<A>["multiplyAdds"];
}

/** The fields that pass through unchanged; absent ones stay absent. */
export function describe<A extends Attributes>(op: Described<A>) {
  return {
    name: op.name,
    defaults: op.defaults,
    normalise: op.normalise,
    torch: op.torch,
    multiplyAdds: op.multiplyAdds ?? (() => 0),
    ...(op.parameters === undefined ? {} : { parameters: op.parameters }),
    ...(op.window === undefined ? {} : { window: op.window }),
  };
}

/** The tensor in slot `name`. Throws "unknown-name" when it was not given. */
export function slot(values: Values, name: string): Tensor {
  const found = values[name];
  check(found !== undefined, "unknown-name", `the tensor ${name} is missing`);
  return found;
}
