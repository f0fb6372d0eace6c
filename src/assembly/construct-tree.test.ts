import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { readConstructTree } from './construct-tree.js';

const LOGICAL = 'aws:cdk:cloudformation:logicalId';
const open = (texts: Readonly<Record<string, unknown>>): ReturnType<typeof readConstructTree> =>
  readConstructTree(
    memoryFiles(
      Object.fromEntries(
        Object.entries(texts).map(([name, json]) => [`/out/${name}`, typeof json === 'string' ? json : JSON.stringify(json)]),
      ),
    ),
    '/out',
  );

describe('readConstructTree', () => {
  it('tells the logical id of each construct that is a resource', () => {
    const { logicalIds, problems } = open({
      'tree.json': {
        tree: {
          path: '',
          children: {
            Stack: {
              path: 'Stack',
              children: {
                Key: {
                  path: 'Stack/Key',
                  children: { Resource: { path: 'Stack/Key/Resource', attributes: { [LOGICAL]: 'Key961B73FD' } } },
                },
              },
            },
          },
        },
      },
    });
    expect([...logicalIds]).toEqual([['Stack/Key/Resource', 'Key961B73FD']]);
    expect(problems).toEqual([]);
  });
  it('follows a tree that is split over several files, and ends where the pieces name each other', () => {
    const { logicalIds } = open({
      'tree.json': { tree: { path: '', children: { Stack: { id: 'Stack', path: 'Stack', fileName: 'trees-1.json', treeId: 't0' } } } },
      'trees-1.json': {
        forest: { t0: { path: 'Stack', children: { Key: { path: 'Stack/Key', fileName: 'trees-2.json', treeId: 't1' } } } },
      },
      'trees-2.json': {
        forest: {
          t1: { path: 'Stack/Key', attributes: { [LOGICAL]: 'Key' }, children: { again: { fileName: 'trees-1.json', treeId: 't0' } } },
        },
      },
    });
    expect([...logicalIds]).toEqual([['Stack/Key', 'Key']]);
  });
  it('says nothing where there is no tree, and a broken one is a notice', () => {
    expect(open({})).toMatchObject({ problems: [] });
    expect(open({ 'tree.json': '{"tree": ' }).problems).toMatchObject([{ weight: 'notice', at: { file: '/out/tree.json', line: 1 } }]);
  });
});
