/** What hangs in a tree by the id of what is above it. */
interface Node {
  id: string;
  parent_id: string | null;
}

export type Placed<T> = T & { depth: number };

/** A flat list in the order of its tree; what hangs on nothing in the list stands at the top. */
export function inTree<T extends Node>(nodes: T[]): Placed<T>[] {
  const known = new Set(nodes.map(({ id }) => id));
  const below = (parent: string | null, depth: number): Placed<T>[] =>
    nodes
      .filter((node) => (node.parent_id !== null && known.has(node.parent_id) ? node.parent_id : null) === parent)
      .flatMap((node) => [{ ...node, depth }, ...below(node.id, depth + 1)]);
  return below(null, 0);
}

/** The ids of a node and all below it. */
export function withBelow(nodes: Node[], id: string): Set<string> {
  const found = new Set([id]);
  for (const node of inTree(nodes)) if (node.parent_id !== null && found.has(node.parent_id)) found.add(node.id);
  return found;
}

/** The nodes as choices of a select, each set in as deep as it hangs. */
export const treeChoices = <T extends Node & { name: string }>(nodes: T[]) =>
  inTree(nodes).map(({ id, name, depth }) => ({ value: id, label: `${"\u2003".repeat(depth)}${name}` }));
