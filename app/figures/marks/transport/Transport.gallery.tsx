/** Transport in its states. */
import { useState } from "react";
import { Transport } from "./Transport";

function Live({
  steps,
  start = 0,
  locked = false,
}: {
  readonly steps: number;
  readonly start?: number;
  readonly locked?: boolean;
}) {
  const [step, setStep] = useState(start);
  return (
    <Transport
      step={step}
      steps={steps}
      onSeek={setStep}
      unit="output cell"
      place={`cell ${step}`}
      locked={locked}
    />
  );
}

export const gallery = {
  title: "Transport",
  states: [
    { name: "in the middle", node: <Live steps={16} start={5} /> },
    { name: "empty", node: <Live steps={0} /> },
    { name: "one step", node: <Live steps={1} /> },
    { name: "at the end", node: <Live steps={4} start={3} /> },
    { name: "locked", node: <Live steps={9} start={2} locked /> },
    { name: "huge", node: <Live steps={123456} start={99999} /> },
  ],
};
