/** NumberField in its states. */
import { useState } from "react";
import { NumberField } from "./NumberField";

function Live({ start, locked = false }: { readonly start: number; readonly locked?: boolean }) {
  const [value, setValue] = useState(start);
  return (
    <NumberField
      label="Bias"
      value={value}
      min={-100}
      max={1e9}
      onValue={setValue}
      locked={locked}
    />
  );
}

export const gallery = {
  title: "Number field",
  states: [
    { name: "a number", node: <Live start={2.5} /> },
    { name: "negative", node: <Live start={-7} /> },
    { name: "huge", node: <Live start={123456789} /> },
    { name: "fixed", node: <Live start={1} locked /> },
  ],
};
