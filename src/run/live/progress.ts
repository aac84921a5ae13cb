/** Progress of a collection: one line on standard error, on a terminal only. */
import type { WriteStream } from 'node:tty';
import { Format, Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../../collectors/model.js';

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** A line that stays. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

const silent: ProgressLine = { show: () => {}, say: () => {}, end: () => {} };

function secondsText(seconds: number | null): string {
  if (seconds === null) return '';
  return seconds < 60 ? `, about ${seconds} s left` : `, about ${Math.ceil(seconds / 60)} min left`;
}

function progressText({ accounts, buckets, calls, retries, secondsLeft }: Progress): string {
  const repeated = retries === 0 ? '' : `, ${retries} retries`;
  const inAccounts = accounts.total > 1 ? `${accounts.done}/${accounts.total} accounts, ` : '';
  return `${inAccounts}${buckets.done}/${buckets.total} buckets, ${calls} calls${repeated}${secondsText(secondsLeft)}`;
}

export function showProgress(stream: WriteStream, isWanted: boolean): ProgressLine {
  if (!isWanted || !stream.isTTY) return silent;
  const bar = new SingleBar(
    {
      stream,
      clearOnComplete: true,
      hideCursor: true,
      // Interruptions are the command's to handle.
      gracefulExit: false,
      format: (options, { progress }, payload: { readonly text?: string }) =>
        `Reading AWS ${Format.BarFormat(progress, { ...options, barsize: 20 })} ${payload.text ?? ''}`,
    },
    Presets.shades_grey,
  );
  let isStarted = false;
  return {
    show: (progress) => {
      const { done, total } = progress.buckets;
      const text = progressText(progress);
      if (!isStarted) bar.start(Math.max(total, 1), done, { text });
      isStarted = true;
      bar.setTotal(Math.max(total, 1));
      bar.update(done, { text });
    },
    say: (text) => {
      stream.write(`\n${text}\n`);
    },
    end: () => {
      if (isStarted) bar.stop();
    },
  };
}
