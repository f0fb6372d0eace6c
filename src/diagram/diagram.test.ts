/** Drawings: what each shows, and that no name breaks out of its place. */
import type { Drawing, DrawnEdge, DrawnNode } from '../types/report.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDot, drawJson, drawMermaid, drawText } from './index.js';

const edge = (from: string, to: string, label: string, more: Partial<DrawnEdge> = {}): DrawnEdge => ({
  from,
  to,
  label,
  inCycle: false,
  toBreak: false,
  possible: false,
  details: [],
  ...more,
});
const drawing: Drawing = {
  nodes: [
    { id: 'k', kind: 'stack', label: 'Dev/Keys' },
    { id: 'a', kind: 'stack', label: 'Dev/App' },
    { id: 'k#Key', kind: 'key', label: 'DataKey', group: 'k' },
    { id: 'k#Alias', kind: 'alias', label: 'alias/data', group: 'k' },
    { id: 'logs', kind: 'service', label: 'logs.amazonaws.com' },
  ],
  edges: [
    edge('k#Alias', 'k#Key', 'names'),
    edge('k', 'a', 'imports "RoleArn"', { inCycle: true, toBreak: true }),
    edge('a', 'k', 'imports "KeyArn"', { inCycle: true }),
    edge('k#Key', 'logs', '', { possible: true }),
    edge('k', 'k#Key', 'holds'),
    edge('k', 'gone', 'x'),
  ],
};

describe('a drawing', () => {
  it('is a tree of stacks with what they need', () => {
    expect(drawText(drawing)).toBe(
      [
        'stack Dev/App',
        '└─ → stack Dev/Keys: imports "KeyArn" [in the cycle]',
        'stack Dev/Keys',
        '├─ key DataKey',
        '│  └─ → service logs.amazonaws.com [possibly]',
        '├─ alias alias/data',
        '│  └─ → key DataKey: names',
        '└─ → stack Dev/App: imports "RoleArn" [in the cycle] [BREAK HERE]',
        'outside the app',
        '└─ service logs.amazonaws.com',
        '',
      ].join('\n'),
    );
  });
  it('is a Mermaid flowchart with stacks as subgraphs', () => {
    expect(drawMermaid(drawing)).toBe(
      [
        'flowchart LR',
        '  n1["Dev/App"]',
        '  subgraph n2["Dev/Keys"]',
        '    n0(["DataKey"])',
        '    n3>"alias/data"]',
        '  end',
        '  n4[/"logs.amazonaws.com"/]',
        '  n0 -.->|"#40;possibly#41;"| n4',
        '  n1 -->|"imports #34;KeyArn#34;"| n2',
        '  n2 -.->|"BREAK: imports #34;RoleArn#34;"| n1',
        '  n3 -->|"names"| n0',
        '  linkStyle 1,2 stroke:#c0392b,stroke-width:2px',
        '  linkStyle 2 stroke:#e67e22,stroke-width:3px',
        '',
      ].join('\n'),
    );
  });
  it('is a Graphviz digraph with stacks as clusters', () => {
    const dot = drawDot(drawing);
    expect(dot).toContain(
      '  subgraph cluster_2 {\n    graph [label="Dev/Keys", style="rounded,filled", fillcolor="#f6f8fa", color="#8c959f"];\n    n2 [shape=point, style=invis];\n    n0 [label="DataKey", shape=ellipse',
    );
    expect(dot).toContain(
      '  n2 -> n1 [label="BREAK: imports \\"RoleArn\\"", ltail=cluster_2, color="#bc4c00", fontcolor="#bc4c00", penwidth=3, style=dashed];',
    );
  });
  it('is JSON in sorted order', () => {
    const json = JSON.parse(drawJson(drawing)) as { nodes: { id: string; group: string | null }[]; edges: { from: string }[] };
    expect(json.nodes.map(({ id, group }) => [id, group])).toEqual([
      ['a', null],
      ['k', null],
      ['k#Key', 'k'],
      ['k#Alias', 'k'],
      ['logs', null],
    ]);
    expect(json.edges.map(({ from }) => from)).toEqual(['k#Key', 'a', 'k', 'k#Alias']);
  });
  it('of nothing is nothing', () => {
    expect([drawText({ nodes: [], edges: [] }), drawMermaid({ nodes: [], edges: [] })]).toEqual(['', 'flowchart LR\n']);
  });
});

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    maxLength: 12,
    unit: fc.constantFrom(
      '"',
      '\\',
      '\n',
      '\u001b',
      '\u202e',
      '\ud800',
      '#',
      ';',
      '%',
      '`',
      '<',
      '>',
      '&',
      ']',
      '}',
      '|',
      'end',
      '{',
      '漢',
    ),
  }),
);
const kind = fc.constantFrom<DrawnNode['kind'][]>('stack', 'key', 'alias', 'principal', 'service', 'resource');
const wild = fc
  .uniqueArray(fc.record({ id: name, kind, label: name, group: name }, { requiredKeys: ['id', 'kind', 'label'] }), {
    maxLength: 8,
    selector: ({ id }) => id,
  })
  .chain((nodes): fc.Arbitrary<Drawing> => {
    const end = fc.constantFrom('', ...nodes.map(({ id }) => id));
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(
        fc.record({
          from: end,
          to: end,
          label: name,
          inCycle: fc.boolean(),
          toBreak: fc.boolean(),
          possible: fc.boolean(),
          details: fc.constant([]),
        }),
        {
          maxLength: 8,
        },
      ),
    });
  });

describe('the log of a workflow', () => {
  it('is not obeyed: no name starts a command of it, old or new', () => {
    const hostile = ['##[error]gone', '::error::gone', ' ::add-mask::gone'];
    const nodes = hostile.map((label, i): DrawnNode => ({ id: `k${i}`, kind: 'key', label }));
    const some: Drawing = { nodes, edges: hostile.map((label) => edge('k0', 'k1', label, { details: hostile })) };
    for (const draw of [drawText, drawMermaid, drawDot, drawJson]) {
      expect(draw(some)).toContain('gone');
      expect(draw(some)).not.toMatch(/##\[|^\s*::/m);
    }
    expect(drawText(some)).toContain('key \\u{23}#[error]gone\n');
    expect(JSON.parse(drawJson(some))).toMatchObject({ nodes: expect.arrayContaining([{ ...nodes[0], group: null }]) as unknown });
  });
});

describe('whatever the names are', () => {
  it('nothing hidden is printed, and each statement stays on its line', () => {
    fc.assert(
      fc.property(wild, (some) => {
        for (const draw of [drawText, drawMermaid, drawDot, drawJson])
          expect(draw(some).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const quoted = /"(?:[^"\\]|\\.)*"/g;
        for (const line of drawDot(some).trimEnd().split('\n').slice(4, -1))
          expect(line.replace(quoted, '""')).toMatch(/^ +(?:(?:graph|n\d+) (?:-> n\d+ )?\[[a-z=\d_, "]+\];|subgraph cluster_\d+ \{|\})$/);
        for (const line of drawMermaid(some).trimEnd().split('\n').slice(1))
          expect(line.replace(/"[^"]*"/g, '""')).toMatch(
            /^ +(?:n\d+(?:\[""\]|\(\[""\]\)|>""\]|\{\{""\}\}|\[\/""\/\]|\(""\))|subgraph n\d+\[""\]|end|n\d+ (?:-->|-\.->)(?:\|""\|)? n\d+|linkStyle [\d,]+ [a-z#\da-f:,-]+)$/,
          );
      }),
    );
  });
  it('JSON gives them back', () => {
    fc.assert(
      fc.property(name, (label) => {
        expect(JSON.parse(drawJson({ nodes: [{ id: 'x', kind: 'key', label }], edges: [] }))).toMatchObject({ nodes: [{ label }] });
      }),
    );
  });
  it('the order of nodes and edges changes nothing', () => {
    fc.assert(
      fc.property(wild, (some) => {
        const turned = { nodes: [...some.nodes].reverse(), edges: some.edges };
        for (const draw of [drawText, drawMermaid, drawDot, drawJson]) expect(draw(turned)).toBe(draw(some));
      }),
    );
  });
});
