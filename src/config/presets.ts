export const CLOUD_ENVIRONMENTS = ['commercial', 'usGov', 'aos2', 'fedRamp'] as const;

export type CloudEnvironment = (typeof CLOUD_ENVIRONMENTS)[number];

/** As the vendor documents them. */
export const TOKEN_ENDPOINTS: Readonly<Record<CloudEnvironment, string>> = {
  commercial: 'https://identity.avepointonlineservices.com/connect/token',
  usGov: 'https://identity-gov.avepointonlineservices.com/connect/token',
  aos2: 'https://identity-aos2.avepointonlineservices.com/connect/token',
  fedRamp: 'https://identity.online15.net/connect/token',
};

export const DATA_CENTERS: readonly string[] =
  'au sg ca ne we fr de jp kr ch uk us uae za qa gov aos2 gcp-au gcp-jp gcp-us gcp-we gcp-kr'.split(' ');

const FEDRAMP_BASE_URL = 'https://graphusgovapi.online15.net';

/** The environment a data center belongs to, for configurations that name only the data center. */
export function environmentOfDataCenter(dataCenter: string): CloudEnvironment {
  if (dataCenter === 'gov') return 'usGov';
  return dataCenter === 'aos2' ? 'aos2' : 'commercial';
}

/** Base URL without trailing slash; undefined when the environment has several data centers and none is named. */
export function presetBaseUrl(
  environment: CloudEnvironment,
  dataCenter: string | undefined,
): string | undefined {
  if (environment === 'fedRamp') return FEDRAMP_BASE_URL;
  const named = dataCenter ?? onlyDataCenterOf(environment);
  return named === undefined ? undefined : `https://graph-${named}.avepointonlineservices.com`;
}

function onlyDataCenterOf(environment: CloudEnvironment): string | undefined {
  if (environment === 'usGov') return 'gov';
  return environment === 'aos2' ? 'aos2' : undefined;
}
