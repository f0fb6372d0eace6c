/** Whether this process has linted: then what V8 compiled for it is worth keeping for the next run (bin/load.js). */
let is = false;

export const linted = {
  now: (): void => {
    is = true;
  },
  is: (): boolean => is,
};
