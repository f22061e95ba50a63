/**
 * identity: y = x, y′ = 1. No activation at all: with it a deep network is no more than one
 * linear map.
 */
import { readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";

export const identity = weighted({
  name: "identity",
  defaults: {},
  normalise(raw) {
    readAttributes("identity", raw).done();
    return {};
  },
  shape: ({ x = [] }) => x,
  terms: () => ({
    visit: (y, visit) => visit(0, y, 1),
    readers: (_slot, x, visit) => visit(x),
  }),
  torch: () => "nn.Identity()",
});
