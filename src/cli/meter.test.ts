/** Progress and measured time, with a clock that the test moves. */
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { openMeter } from './meter.js';
import { run } from './testing.js';

/** A meter, what it wrote, and its clock. */
function metered(terminal = true) {
  const written: string[] = [];
  let time = 1000;
  const meter = openMeter({
    out: () => undefined,
    error: (text) => void written.push(text),
    env: {},
    terminal: true,
    width: 80,
    errorTerminal: terminal,
    errorWidth: 40,
    cwd: '/',
    now: () => time,
  });
  return { meter, written, pass: (ms: number) => void (time += ms) };
}

const LINE = '\r\u001b[2K';

describe('progress', () => {
  it('is silent in the first half second, and where the error stream is no terminal', () => {
    const { meter, written, pass } = metered();
    meter.observe('load');
    pass(499);
    meter.observe('source');
    meter.done();
    expect(written).toEqual([]);

    const piped = metered(false);
    piped.meter.observe('load');
    piped.pass(5000);
    piped.meter.observe('source');
    piped.meter.done();
    expect(piped.written).toEqual([]);
  });

  it('tells what is read and run, not faster than can be read, within the width, and goes away', () => {
    const { meter, written, pass } = metered();
    const files = meter.watched(
      memoryFiles({ '/cdk.out/A.template.json': '{}', '/cdk.out/Evil\u001b[2J-and-much-too-long-a-name.json': '{}' }),
    );
    meter.observe('load');
    pass(600);
    expect(Buffer.from(files.read('/cdk.out/A.template.json') ?? []).toString()).toBe('{}');
    pass(50);
    files.read('/cdk.out/A.template.json');
    pass(60);
    files.read('/cdk.out/Evil\u001b[2J-and-much-too-long-a-name.json');
    pass(200);
    meter.observe('rules', 'missing-root-trust');
    meter.done();
    meter.done();
    expect(written).toEqual([
      `${LINE}kms-lint: reading and linking templates`,
      `${LINE}kms-lint: reading and linking templates`,
      `${LINE}kms-lint: running rules: missing-root-t`,
      LINE,
    ]);
    expect(written.every((text) => text.length <= LINE.length + 39)).toBe(true);
  });
});

describe('--stats', () => {
  it('has the time of each step and each rule, the slowest rule first', () => {
    const { meter, pass } = metered();
    meter.observe('load');
    pass(40);
    meter.observe('source');
    pass(5);
    meter.observe('rules', 'quick');
    pass(1);
    meter.observe('rules', 'slow');
    pass(20.26);
    meter.observe('locate');
    pass(3);
    meter.done();
    expect(meter.table()).toBe(
      [
        'reading and linking templates      40.0 ms',
        "reading the app's source            5.0 ms",
        'running rules                      21.3 ms',
        '  slow                             20.3 ms',
        '  quick                             1.0 ms',
        'finding the places                  3.0 ms',
        'total                              69.3 ms',
        '',
      ].join('\n'),
    );
  });
  it('goes to the error stream, so that the report stays whole', async () => {
    const { out, error } = await run(['--stats', '--format', 'json', 'fixtures/assemblies/demo/cdk.out']);
    expect(JSON.parse(out)).toHaveProperty('findings');
    expect(error).toMatch(/^reading and linking templates .* ms$/m);
    expect(error).toMatch(/^ {2}missing-root-trust .* ms$/m);
  });
});
