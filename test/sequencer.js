import { relative, sep } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Folders of the long ones, and a file: begun last, one of them would run alone while the other core waits. */
const LONGEST_FIRST = [
  'system',
  'store',
  'cli',
  'app-package.test.ts',
  'http',
  'notifications',
  'dialogs',
  'usecases',
];

/** On a fresh machine jest knows no durations, and goes by the size of the files. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path, context }) => {
      const [, folder = ''] = relative(context.config.rootDir, path).split(sep);
      const place = LONGEST_FIRST.indexOf(folder);
      return place < 0 ? LONGEST_FIRST.length : place;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
