import { execFileSync } from 'node:child_process';

/** Bundles the command line once before the tests, so that they never run an old one. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
