/** Select, slider and toggle in their states. */
import { useState } from "react";
import { Select } from "./Select";
import { Slider } from "./Slider";
import { Toggle } from "./Toggle";

const OPTIONS = [
  { value: "relu", title: "ReLU" },
  { value: "elu", title: "ELU" },
  { value: "prelu", title: "Parametric ReLU", whyNot: "It has no slope here." },
];

function LiveSelect({ locked = false }: { readonly locked?: boolean }) {
  const [value, setValue] = useState("relu");
  return (
    <Select label="Function" options={OPTIONS} value={value} locked={locked} onChange={setValue} />
  );
}

function LiveSlider({ logarithmic = false }: { readonly logarithmic?: boolean }) {
  const [value, setValue] = useState(0.5);
  const range = logarithmic ? { from: 1e-5, to: 10, step: 1 } : { from: -6, to: 6, step: 0.1 };
  return (
    <Slider label="z" {...range} logarithmic={logarithmic} value={value} onChange={setValue} />
  );
}

function LiveToggle({ whyNot = null }: { readonly whyNot?: string | null }) {
  const [value, setValue] = useState(false);
  return <Toggle label="Blur first" value={value} whyNot={whyNot} onChange={setValue} />;
}

export const gallery = {
  title: "Select, slider, toggle",
  states: [
    { name: "select", node: <LiveSelect /> },
    { name: "select, fixed", node: <LiveSelect locked /> },
    {
      name: "select, none of them",
      node: (
        <Select label="Input" options={OPTIONS} value={null} none="My own" onChange={() => {}} />
      ),
    },
    { name: "slider", node: <LiveSlider /> },
    { name: "slider of factors", node: <LiveSlider logarithmic /> },
    { name: "toggle", node: <LiveToggle /> },
    { name: "toggle, not now", node: <LiveToggle whyNot="Only a stride needs it." /> },
  ],
};
