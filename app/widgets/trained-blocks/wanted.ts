/** What a state wants to know: right answers after each operation, and a number for every block. */
import { bodyOf, meantBy, networkOf, operationsOf, type TrainedBlocksState } from "./definition";
import { type Operation, whyNot, writeOperations } from "./operations";
import type { Wanted } from "./useMeasuring";

/** Of the right answers after these operations. */
export function keyOf(net: string, operations: readonly Operation[]): string {
  const plain = operations.map((operation) => ({ ...operation, guess: null }));
  return `${net}: ${writeOperations(plain)}`;
}

/** Of a block's bar; null where it has none. */
export function barKey(state: TrainedBlocksState, block: string): string | null {
  const { net, bars, tool } = state;
  const operations = operationsOf(state);
  if (bars === "none") return null;
  if (bars === "change") return `change ${block} ${keyOf(net, operations)}`;
  const meant = meantBy(tool, block);
  if (whyNot(bodyOf(net, operations), meant, net === "residual") !== null) return null;
  return keyOf(net, [...operations, { ...meant, guess: null }]);
}

export function wantedOf(state: TrainedBlocksState): readonly Wanted[] {
  const { net, tool, bars } = state;
  const operations = operationsOf(state);
  const prefixes = Array.from({ length: operations.length + 1 }, (_, at) =>
    operations.slice(0, at),
  );
  const after: Wanted = {
    keys: prefixes.map((prefix) => keyOf(net, prefix)),
    networks: () => prefixes.map((prefix) => networkOf(net, prefix)),
    changes: null,
  };
  if (bars === "none") return [after];
  const { order } = bodyOf(net, operations);
  const blocks = order.flatMap((block) => {
    const key = barKey(state, block);
    return key === null ? [] : [{ key, block }];
  });
  const keys = blocks.map(({ key }) => key);
  if (bars === "change")
    return [after, { keys, networks: () => [networkOf(net, operations)], changes: order }];
  const networks = () =>
    blocks.map(({ block }) =>
      networkOf(net, [...operations, { ...meantBy(tool, block), guess: null }]),
    );
  return [after, { keys, networks, changes: null }];
}
