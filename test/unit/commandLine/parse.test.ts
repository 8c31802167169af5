import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliFile, emptyFolder, photoplay } from '../../cli.ts';

const cwd = emptyFolder();
const scene = 'INT. ROOM - DAY\r\n\r\nADA\r\nHello.\r\n';
writeFileSync(join(cwd, 'a.fountain'), scene);
writeFileSync(join(cwd, 'b.fountain'), 'EXT. YARD - NIGHT\n\nRain.');
const odd = Buffer.from(
  '\ufeffTitle: Odd\n\tsub\n\nINT. A\u0000B - DAY\r\rADA\n\tHello *there*.  \n',
  'utf8',
);
writeFileSync(join(cwd, 'odd.fountain'), odd);

describe('photoplay parse', () => {
  it('prints one object a file, a line each', async () => {
    const { code, stdout, stderr } = await photoplay(['parse', '--json', 'a.fountain', 'b.fountain'], {
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ version, file }) => ({ version, file }))).toEqual([
      { version: 1, file: 'a.fountain' },
      { version: 1, file: 'b.fountain' },
    ]);
    expect(Object.keys(lines[0])).toEqual(['version', 'file', 'titlePage', 'elements', 'findings']);
    expect(lines[0].elements[0]).toEqual({
      type: 'scene_heading',
      text: 'INT. ROOM - DAY',
      range: { start: { line: 0, column: 0, offset: 0 }, end: { line: 0, column: 15, offset: 15 } },
    });
  });

  it('prints a file back byte for byte', () => {
    const printed = execFileSync(process.execPath, [cliFile, 'parse', '--print', 'odd.fountain'], { cwd });
    expect(printed.equals(odd)).toBe(true);
  });

  it('tells on stderr how long the parse alone took', async () => {
    const { stdout, stderr } = await photoplay(['parse', '--timing', 'a.fountain', 'b.fountain'], { cwd });
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    const times = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).ms);
    expect(times).toHaveLength(2);
    for (const ms of times) expect(ms).toBeGreaterThan(0);
  });

  it('goes on after a file that is not there, and fails at the end', async () => {
    const { code, stdout, stderr } = await photoplay(
      ['parse', '--json', 'none.fountain', '.', 'b.fountain'],
      {
        cwd,
      },
    );
    expect(code).toBe(1);
    const [missing, folder, read] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(missing).toMatchObject({ version: 1, file: 'none.fountain', error: { code: 'read' } });
    expect(folder).toMatchObject({ file: '.', error: { code: 'read' } });
    expect(read.elements).toHaveLength(3);
    expect(stderr).toContain('none.fountain');
  });

  it('leaves quietly when its reader has gone', () => {
    const big = join(cwd, 'big.fountain');
    writeFileSync(big, 'INT. ROOM - DAY\n\nSomething happens.\n\n'.repeat(20_000));
    const command = `"${process.execPath}" "${cliFile}" parse big.fountain | head -c 100; echo "\${PIPESTATUS[0]}"`;
    const out = execFileSync('bash', ['-c', `${command} 2>&1`], { cwd, encoding: 'utf8' });
    expect(out.slice(100)).toBe('0\n');
    expect(readFileSync(big, 'utf8')).toContain('Something');
  });
});
