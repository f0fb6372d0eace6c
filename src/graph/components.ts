/** Strongly connected components of a directed graph: Tarjan's algorithm, iterative, in linear time. */

/**
 * @param nodes in the order in which they are visited, which decides the order of the result
 * @param next the nodes that a node points to
 * @returns the components, each a list of its nodes; a node on no ring is a component of its own
 */
export function components<T>(nodes: Iterable<T>, next: (node: T) => Iterable<T>): T[][] {
  const order = new Map<T, number>(), low = new Map<T, number>(), waiting: T[] = [], onStack = new Set<T>(), found: T[][] = [];
  const visit = (node: T): { node: T; rest: Iterator<T> } => {
    order.set(node, order.size); low.set(node, order.size - 1); waiting.push(node); onStack.add(node);
    return { node, rest: next(node)[Symbol.iterator]() };
  };
  for (const root of nodes) {
    if (order.has(root)) continue;
    const path = [visit(root)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node, rest } = top, step = rest.next();
      if (!step.done) {
        if (!order.has(step.value)) path.push(visit(step.value));
        else if (onStack.has(step.value)) low.set(node, Math.min(low.get(node) ?? 0, order.get(step.value) ?? 0));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(node) ?? 0));
      if (low.get(node) !== order.get(node)) continue;
      const component = waiting.splice(waiting.lastIndexOf(node));
      for (const member of component) onStack.delete(member);
      found.push(component);
    }
  }
  return found;
}
