import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Answer of a limiter: undefined when allowed, else the seconds to wait. */
type Wait = number | undefined;

/** The rate limits of one server process. */
export interface RateLimits {
  /** One request without a session, per address. */
  publicRequest(address: string): Promise<Wait>;
  /** One try to sign in, per username and address; a success gives the tries back. */
  signIn(username: string, address: string): Promise<Wait>;
  signedIn(username: string, address: string): Promise<void>;
}

const signInTries = 20;
const signInWindowSeconds = 600;

/** @param publicPerMinute requests a minute per address without a session */
export function createRateLimits(publicPerMinute: number): RateLimits {
  const publicRequests = new RateLimiterMemory({ points: publicPerMinute, duration: 60 });
  const signIns = new RateLimiterMemory({ points: signInTries, duration: signInWindowSeconds });
  return {
    publicRequest: (address) => take(publicRequests, address),
    signIn: (username, address) => take(signIns, keyOf(username, address)),
    signedIn: async (username, address) => {
      await signIns.delete(keyOf(username, address));
    },
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
