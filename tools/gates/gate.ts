import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/**
 * A property that the tree must have. Each gate has a canary in tools/canaries that it must reject.
 */
export interface Gate {
  name: string;
  check(root: string): Promise<Verdict>;
}

export interface Verdict {
  isHeld: boolean;
  /**
   * What is wrong and where, one finding per line or as the tool prints it; shown only on failure.
   */
  findings: string;
}

/** A gate that runs a program: it passes if the program exits with 0. */
export function programGate(name: string, program: string, args: string[]): Gate {
  return {
    name,
    async check(root) {
      const { promise, resolve } = Promise.withResolvers<Verdict>();
      const bin = join(root, 'node_modules', '.bin');
      const env = {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
        FORCE_COLOR: '0',
      };
      const child = spawn(join(bin, program), args, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env,
        shell: process.platform === 'win32',
      });
      let findings = '';
      const collect = (chunk: Buffer) => (findings += chunk.toString());
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.once('error', (error) =>
        resolve({ isHeld: false, findings: `${program} could not be started: ${error.message}` }),
      );
      // A tool that hangs (for example a linter that follows a link) must not block the run.
      const late = setTimeout(() => child.kill('SIGKILL'), 600_000);
      child.once('close', (code) => {
        clearTimeout(late);
        resolve({
          isHeld: code === 0,
          findings:
            code === null ? `${findings}${program} did not end within ten minutes` : findings,
        });
      });
      return promise;
    },
  };
}

/** A gate of this repository: it passes if there are no findings. */
export function ownGate(name: string, look: (root: string) => Promise<string[]>): Gate {
  return {
    name,
    async check(root) {
      const findings = await look(root);
      return { isHeld: findings.length === 0, findings: findings.join('\n') };
    },
  };
}
