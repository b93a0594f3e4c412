import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Answer of a limiter: undefined when allowed, else the seconds to wait. */
type Wait = number | undefined;

/** The rate limits of one server process. */
export interface RateLimits {
  /** One request without a session, per address. */
  publicRequest(address: string): Promise<Wait>;
  /** One try to sign in, per username and address, and per address for all names; a success gives the tries back. */
  signIn(username: string, address: string): Promise<Wait>;
  signedIn(username: string, address: string): Promise<void>;
  /** One test message to one's own device, per person. */
  testPush(personId: string): Promise<Wait>;
}

const signInTries = 20;
/** A whole office may come from one address; a guesser of many names may not. */
const signInTriesOfAddress = 300;
const signInWindowSeconds = 600;

/** @param publicPerMinute requests a minute per address without a session */
export function createRateLimits(publicPerMinute: number): RateLimits {
  const publicRequests = new RateLimiterMemory({ points: publicPerMinute, duration: 60 });
  const signIns = new RateLimiterMemory({ points: signInTries, duration: signInWindowSeconds });
  const addresses = new RateLimiterMemory({ points: signInTriesOfAddress, duration: signInWindowSeconds });
  const pushTests = new RateLimiterMemory({ points: 10, duration: 300 });
  return {
    publicRequest: (address) => take(publicRequests, address),
    signIn: async (username, address) =>
      (await take(addresses, address)) ?? (await take(signIns, keyOf(username, address))),
    signedIn: async (username, address) => {
      await signIns.delete(keyOf(username, address));
      await addresses.reward(address);
    },
    testPush: (personId) => take(pushTests, personId),
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<Wait> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

function keyOf(username: string, address: string): string {
  return JSON.stringify([username.toLowerCase().slice(0, 64), address]);
}
