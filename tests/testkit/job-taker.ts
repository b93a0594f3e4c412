import { openDatabase, takeJobs } from '@huiyin/server/testkit';

// A server process that takes a job (of the task named, or story) and never ends it: to be killed.

takeJobs(openDatabase(process.argv[2] ?? ''), {
  [process.argv[3] ?? 'story']: () => {
    console.log('taken');
    return new Promise(() => undefined);
  },
});
