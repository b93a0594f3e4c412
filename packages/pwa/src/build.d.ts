/** The version of the app, set at build. */
declare const __APP_VERSION__: string;
