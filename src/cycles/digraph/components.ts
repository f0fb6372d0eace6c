/** Strongly connected components of a directed graph: Tarjan's algorithm, iterative, in linear time. */

interface Visit<T> {
  readonly node: T;
  readonly order: number;
  readonly rest: Iterator<T>;
  /** The first visited node that is known to lie on a cycle with this one. */ low: number;
  open: boolean;
}

/**
 * @param nodes in the order in which they are visited, which decides the order of the result
 * @param next the nodes that a node points to
 * @returns the components, each after those that it points to, and each a list of its nodes; a node on no cycle is a component of its own
 */
export function components<T>(nodes: Iterable<T>, next: (node: T) => Iterable<T>): T[][] {
  const visits = new Map<T, Visit<T>>(),
    open: Visit<T>[] = [],
    found: T[][] = [];
  const visit = (node: T): Visit<T> => {
    const made = { node, order: visits.size, rest: next(node)[Symbol.iterator](), low: visits.size, open: true };
    visits.set(node, made);
    open.push(made);
    return made;
  };
  for (const root of nodes) {
    if (visits.has(root)) continue;
    const path = [visit(root)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.rest.next();
      if (!step.done) {
        const ahead = visits.get(step.value);
        if (!ahead) path.push(visit(step.value));
        else if (ahead.open) top.low = Math.min(top.low, ahead.order);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) parent.low = Math.min(parent.low, top.low);
      if (top.low !== top.order) continue;
      const component: T[] = [];
      for (let member = open.pop(); member; member = open.pop()) {
        member.open = false;
        component.push(member.node);
        if (member === top) break;
      }
      found.push(component.reverse());
    }
  }
  return found;
}
