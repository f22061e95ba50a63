/** ColourScale in its states. */
import { ColourScale } from "./ColourScale";

export const gallery = {
  title: "Colour scale",
  states: [
    {
      name: "signed",
      node: <ColourScale label="result" palette="diverging" low={-12} high={12} />,
    },
    { name: "unsigned", node: <ColourScale label="uses" palette="sequential" low={0} high={9} /> },
    { name: "picture", node: <ColourScale label="brightness" palette="grey" low={0} high={255} /> },
    {
      name: "empty range",
      node: <ColourScale label="nothing" palette="sequential" low={0} high={0} />,
    },
    { name: "huge", node: <ColourScale label="huge" palette="diverging" low={0} high={3.2e9} /> },
    { name: "tiny", node: <ColourScale label="tiny" palette="diverging" low={0} high={4e-8} /> },
  ],
};
