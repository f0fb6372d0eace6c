import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, userFrame, userFrames, withColumn } from './trace.js';

describe('frameOf reads one frame', () => {
  it.each([
    ['new KeyStack (/home/dev/app/lib/keys.ts:9:17)', '/home/dev/app/lib/keys.ts', 9, 17],
    ['<anonymous> (bin/app.ts:29:1)', 'bin/app.ts', 29, 1],
    ['at new KeyStack (/home/dev/app/lib/keys.ts:9:17)', '/home/dev/app/lib/keys.ts', 9, 17],
    ['    at async Promise.all (/home/dev/app/app.ts:3:4)', '/home/dev/app/app.ts', 3, 4],
    ['/home/dev/app/lib/pipeline.ts:96:26', '/home/dev/app/lib/pipeline.ts', 96, 26],
    ['at file:///home/dev/my%20app/app.mjs:3:9', '/home/dev/my app/app.mjs', 3, 9],
    ['at new S (file:///C:/Users/dev/app/lib/s.ts:3:9)', 'C:/Users/dev/app/lib/s.ts', 3, 9],
    ['new IdentityStack (C:\\Users\\dev\\app\\lib\\identity.ts:245:37)', 'C:\\Users\\dev\\app\\lib\\identity.ts', 245, 37],
    ['C:\\Users\\dev\\app\\bin\\app.ts:1:2', 'C:\\Users\\dev\\app\\bin\\app.ts', 1, 2],
    ['new S (/home/dev/my app (copy)/lib/s.ts:1:2)', '/home/dev/my app (copy)/lib/s.ts', 1, 2],
    ['Object.<anonymous> (/Users/dev/ドキュメント/bin/app.ts:30:22)', '/Users/dev/ドキュメント/bin/app.ts', 30, 22],
    ['Immediate.setImmediate [as _onImmediate] (/app/x.js:7387:37)', '/app/x.js', 7387, 37],
    // jsii hands over the frames of Python, Java and .NET, most of them without a column.
    ['<module> (app.py:12)', 'app.py', 12, 1],
    ['__init__ (/home/dev/app/stacks/keys.py:21)', '/home/dev/app/stacks/keys.py', 21, 1],
    ['com.example.KeyStack.<init> (KeyStack.java:18)', 'com/example/KeyStack.java', 18, 1],
    ['com.example.KeyStack$Builder.lambda$build$0 (KeyStack.java:40)', 'com/example/KeyStack.java', 40, 1],
    ['Main.main (Main.java:3)', 'Main.java', 3, 1],
    ['com.example.KeyStackKt.main (KeyStack.kt:7)', 'com/example/KeyStack.kt', 7, 1],
    ['Example.KeyStack..ctor (C:\\src\\Example\\KeyStack.cs:33:13)', 'C:\\src\\Example\\KeyStack.cs', 33, 13],
    ['main.NewKeyStack (/home/dev/app/keys.go:27)', '/home/dev/app/keys.go', 27, 1],
  ])('%s', (text, file, line, column) => {
    expect(frameOf(text)).toEqual({ file, line, column });
  });
  it.each([
    '...new Key2 in aws-cdk-lib...',
    '...node internals, tsx...',
    '(no user code in 10 frames, use --stack-trace-limit to capture more)',
    'Array.map (:)',
    'Array.forEach (<anonymous>)',
    '',
  ])('no frame: %s', (text) => {
    expect(frameOf(text)).toBeUndefined();
  });
  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        frameOf(text);
        userFrames([text]);
      }),
    );
  });
});

describe('a frame without a function, of which CDK loses the last digit', () => {
  /** As StackFrame.parse of aws-cdk-lib 2.276.0 reads it, and renderCallStackJustMyCode writes it. */
  const asCdkWrites = (frame: string): string => {
    const place = frame.slice(0, -1);
    const [numbers = ''] = /(:[0-9]+){0,2}$/.exec(place) ?? [];
    return `${frame.slice(0, -2)} (${place.slice(0, -numbers.length)}:${numbers.slice(1)})`;
  };
  it.each([
    ['file:///app/x.mjs:7:20', '/app/x.mjs', 20],
    ['async file:///app/x.mjs:7:20', '/app/x.mjs', 20],
    ['file:///app/x.mjs:7:128', '/app/x.mjs', 120],
    ['file:///app/x.mjs:7:5', '/app/x.mjs', 1],
    ['/app/dist/x.js:7:11', '/app/dist/x.js', 10],
    ['file:///C:/app/x.mjs:7:20', 'C:/app/x.mjs', 20],
  ])('%s', (frame, file, column) => {
    expect(frameOf(asCdkWrites(frame))).toEqual({ file, line: 7, column, cut: true });
  });
  it('means the first place of its ten columns at which the line makes or calls something', () => {
    fc.assert(
      fc.property(
        fc.nat(130),
        fc.constantFrom('new kms.Key(', 'key.addAlias(', 'make('),
        fc.integer({ min: 1, max: 999 }),
        (indent, call, line) => {
          const text = `${' '.repeat(indent)}${call}stack)`;
          // V8 notes `new`, or the name of the method.
          const column = text.indexOf(call.startsWith('new') ? 'new' : (/\w+(?=\()/.exec(call)?.[0] ?? '')) + 1;
          const frame = frameOf(asCdkWrites(`file:///app/x.mjs:${line}:${column}`));
          expect(frame && withColumn(frame, text)).toEqual({ file: '/app/x.mjs', line, column });
        },
      ),
    );
  });
  it('stays where its ten columns begin where the line calls nothing there', () => {
    expect(withColumn({ file: 'x', line: 1, column: 20, cut: true }, 'const a = 1; const b = 2; const c = f(3);')).toMatchObject({
      column: 20,
    });
    expect(withColumn({ file: 'x', line: 1, column: 21 }, 'const key = f(); new Key()')).toMatchObject({ column: 21 });
  });
});

describe('userFrame finds the first frame of the user', () => {
  it('in a folder that is called as a library is', () => {
    expect(userFrame(['__init__ (/home/dev/jsii/shop/shop_stack.py:11)'])).toMatchObject({ file: '/home/dev/jsii/shop/shop_stack.py' });
  });
  it('after folded frames of libraries', () => {
    expect(
      userFrame([
        '...new Key2 in aws-cdk-lib...',
        'new KeyStack (/app/lib/keys.ts:9:17)',
        '<anonymous> (/app/bin/app.ts:29:1)',
        '<anonymous> (/app/bin/app.ts:29:29)',
        '...node internals, tsx...',
      ]),
    ).toEqual({ file: '/app/lib/keys.ts', line: 9, column: 17 });
  });
  it('in raw frames of V8, behind those of libraries', () => {
    expect(
      userFrame([
        'new Key (/app/node_modules/aws-cdk-lib/aws-kms/lib/key.js:1:8797)',
        'new S (/app/app.js:4:12)',
        'Module._compile (node:internal/modules/cjs/loader:1521:14)',
      ]),
    ).toMatchObject({ file: '/app/app.js', line: 4 });
  });
  it.each([
    'node:internal/main/run_main_module:28:49',
    'Module._compile (internal/modules/cjs/loader.js:701:30)',
    'tryOnImmediate (timers.js:676:5)',
    'Object.transformer (/app/node_modules/tsx/dist/register.cjs:22:2188)',
    'new Vpc (C:\\Users\\dev\\AppData\\Local\\Temp\\jsii-kernel-DeaENp\\node_modules\\@aws-cdk\\aws-ec2\\lib\\vpc.js:1:2)',
    'KernelHost.run (/app/.venv/lib/python3.9/site-packages/jsii/_embedded/jsii/jsii-runtime.js:7384:14)',
    'Kernel.create (/tmp/tmpzpxov6y6/lib/program.js:8108:29)',
    '__call__ (/app/.venv/lib/python3.9/site-packages/jsii/_runtime.py:111)',
    '__init__ (/usr/lib/python3.11/runpy.py:88)',
    'software.amazon.jsii.JsiiObject.<init> (JsiiObject.java:33)',
    'software.amazon.awscdk.services.kms.Key$Builder.build (Key.java:914)',
    'java.base/java.lang.Thread.run (Thread.java:833)',
    'Amazon.JSII.Runtime.Deputy.DeputyBase..ctor (DeputyBase.cs:20)',
    'jsii.Create (/root/go/pkg/mod/github.com/aws/jsii-runtime-go@v1.98.0/runtime/runtime.go:120)',
  ])('not in %s', (text) => {
    expect(userFrame([text])).toBeUndefined();
  });
});
