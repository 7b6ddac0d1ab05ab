import {
  CLIENT_ID,
  CLIENT_SECRET,
  type UpstreamPlace,
  type UpstreamWish,
} from '../programs/upstream-wish.js';
import { Child } from './child.js';

/** The stand-in upstream, in a process of its own. */
export class Upstream {
  private constructor(
    private readonly child: Child,
    readonly place: UpstreamPlace,
  ) {}

  static async start(wish: UpstreamWish): Promise<Upstream> {
    const { child, ready } = await Child.program('upstream', wish);
    return new Upstream(child, ready as UpstreamPlace);
  }

  /** The `connections` of a configuration that asks it. */
  get connections(): readonly object[] {
    const { url, tokenUrl, organizationIds } = this.place;
    const organizations = organizationIds.map((id, index) => ({ id, name: `Organization ${index}` }));
    const client = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    return [{ name: 'contoso', baseUrl: url, tokenUrl, contract: 'get', ...client, organizations }];
  }

  /** Questions about jobs so far. */
  async callCount(): Promise<number> {
    return Number(await this.child.ask('calls'));
  }

  /** A token for asking it directly, as the service does. */
  async token(): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'dynamics.readwrite.all',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    });
    const response = await fetch(this.place.tokenUrl, { method: 'POST', body });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return token;
  }

  close(): Promise<void> {
    return this.child.close();
  }
}
