/** The map of whole networks: folded, opened to a layer, opened all the way. */
import { useMemo, useState } from "react";
import { networks } from "../../../engine/graph/networks";
import { networkShapes } from "../../../engine/graph/shapes";
import { NetworkMap } from "./NetworkMap";
import { outline } from "./outline";
import { depths, type Opened, revealed } from "./visible";

function Shown({
  id,
  layer = null,
  depth,
}: {
  readonly id: keyof typeof networks;
  readonly layer?: string | null;
  readonly depth?: number;
}) {
  const network = useMemo(() => {
    const make = networks[id];
    return make === undefined ? null : networkShapes(make());
  }, [id]);
  const [opened, setOpened] = useState<Opened | null>(() => {
    if (network === null) return null;
    if (layer !== null) return revealed(outline(network), new Set(), layer);
    return depth === undefined ? null : (depths(outline(network))[depth]?.opened ?? null);
  });
  const [chosen, setChosen] = useState(layer);
  if (network === null) return null;
  return (
    <NetworkMap
      title={`The layers of ${id}`}
      network={network}
      opened={opened}
      onOpened={setOpened}
      chosen={chosen}
      onChoose={setChosen}
      onOpen={setChosen}
    />
  );
}

export const gallery = {
  title: "Network map",
  states: [
    { name: "a small network", node: <Shown id="lenet5" /> },
    { name: "two towers, layer by layer", node: <Shown id="alexnet_two_tower" depth={1} /> },
    { name: "a deep network, folded", node: <Shown id="resnet152" /> },
    { name: "one block open", node: <Shown id="resnet18" layer="layer2.0.conv2" /> },
    { name: "an inception module open", node: <Shown id="googlenet_paper_aux" layer="i3a.b3.0" /> },
  ],
};
