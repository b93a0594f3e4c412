import { openDatabase, takeJobs } from '@huiyin/server/testkit';

// A server process that takes a job and never ends it: to be killed.

takeJobs(openDatabase(process.argv[2] ?? ''), {
  story: () => {
    console.log('taken');
    return new Promise(() => undefined);
  },
});
