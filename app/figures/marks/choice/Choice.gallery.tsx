/** Choice in its states. */
import { useState } from "react";
import { Choice } from "./Choice";

function Live({ locked = false }: { readonly locked?: boolean }) {
  const [value, setValue] = useState("forward");
  const options = [
    { value: "forward", title: "Forwards" },
    { value: "backward", title: "Backwards" },
    { value: "layers", title: "Many layers", whyNot: "Not in this lesson." },
  ];
  return (
    <Choice label="View" options={options} value={value} onChange={setValue} locked={locked} />
  );
}

export const gallery = {
  title: "Choice",
  states: [
    { name: "three", node: <Live /> },
    { name: "fixed", node: <Live locked /> },
    { name: "empty", node: <Choice label="Nothing" options={[]} value="" onChange={() => {}} /> },
  ],
};
