/** Stepper in its states. */
import { useState } from "react";
import { Stepper } from "./Stepper";

function Live({
  label,
  start,
  most,
  locked = false,
}: {
  readonly label: string;
  readonly start: number;
  readonly most: number;
  readonly locked?: boolean;
}) {
  const [value, setValue] = useState(start);
  const whyNot = (to: number): string | null =>
    to > most ? `At most ${most}.` : to < 0 ? "Nothing is below zero here." : null;
  return (
    <Stepper label={label} value={value} onChange={setValue} whyNot={whyNot} locked={locked} />
  );
}

export const gallery = {
  title: "Stepper",
  states: [
    { name: "in the middle", node: <Live label="Stride" start={2} most={4} /> },
    { name: "at the top", node: <Live label="Padding" start={6} most={6} /> },
    { name: "fixed", node: <Live label="Dilation" start={1} most={4} locked /> },
    { name: "huge", node: <Live label="Cells" start={1234567} most={1e9} /> },
  ],
};
