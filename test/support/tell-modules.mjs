/** Loaded before Porter: tells at its end how many modules of OpenTelemetry were loaded. */
import { registerHooks } from 'node:module';

let count = 0;
registerHooks({
  load(url, context, next) {
    if (url.includes('/node_modules/@opentelemetry/')) count++;
    return next(url, context);
  },
});
process.on('exit', () => process.stdout.write(`modules of OpenTelemetry: ${count}\n`));
