const REGISTRATION = 'AvePoint Online Services, Administration > App registrations';

/** What to do about everything that can be amiss, by the code of the finding. The portal's words are the vendor's. */
export const REMEDIES = {
  'credential-unusable':
    'Check the file that holds the secret or the certificate: that it exists, may be read, and opens with its password.',
  'secret-refused': `In ${REGISTRATION}, open the app with this client id: look whether the client secret has expired (they live 1, 2 or 3 years), add a new one, and configure its value, not its id. Check that the client id is copied whole and belongs to this environment.`,
  'certificate-refused': `In ${REGISTRATION}, open the app with this client id and upload the certificate (.cer) whose private key is configured; look whether the one there has expired. Check the client id, assertionAudience if it is set, and the clocks below.`,
  'scope-refused': `In ${REGISTRATION}, open the app and use "Add service and permission" to give it Cloud Backup for Dynamics 365 with Dynamics.ReadWrite.All; leave scope at its default, dynamics.readwrite.all.`,
  'client-not-allowed': `In ${REGISTRATION}, check that the app is enabled and meant for access without a user (client credentials).`,
  'token-request-refused':
    'Check environment (or tokenUrl), clientId and scope; the identity service knows this kind of request, or the address is not its token endpoint.',
  'identity-unreachable':
    'Check environment (or tokenUrl), and that this machine may open HTTPS connections to it: DNS, firewall, and a proxy that would have to be passed (none is used).',
  'identity-failing': 'The identity service has a fault of its own. Try again in some minutes.',
  'identity-throttled':
    'Wait some minutes and start the doctor again; look whether something else asks for tokens with this app.',
  'identity-answer-unusable':
    'Check tokenUrl; a proxy or sign-in page in between may have answered in place of the identity service.',
  'one-secret-refused': `Take the secret that is refused out of the configuration, and out of ${REGISTRATION} when the rotation is over.`,
  'token-life-unknown':
    'Nothing has to be done: such a token is taken to live 300 s, and asked for more often.',
  'clock-off':
    'Let this machine keep its time by NTP. Until then certificates may be refused, windows that end "now" miss the newest jobs or lie in the future, and the age of backups is wrong.',
  'token-not-taken': `Check that environment and dataCenter belong to the tenant of this app; in ${REGISTRATION}, that it has Cloud Backup for Dynamics 365 with Dynamics.ReadWrite.All.`,
  'nothing-readable': `In ${REGISTRATION}, give the app Cloud Backup for Dynamics 365 with Dynamics.ReadWrite.All; in Cloud Backup for Dynamics 365, check that the organizations are added to the tenant of this app.`,
  'no-contract':
    'Check dataCenter (or baseUrl): it is shown where the tenant was registered. An address with a path or of another product answers like this too.',
  'contract-not-there': 'Configure the contract that answers, or auto.',
  'question-refused':
    'No documented way of asking is taken. Check the organization ids; then ask the vendor which parameters this tenant takes.',
  'upstream-unreachable':
    'Check dataCenter (or baseUrl), and that this machine may open HTTPS connections to it: DNS, firewall, and a proxy that would have to be passed (none is used).',
  'upstream-failing': 'The upstream has a fault of its own. Try again in some minutes, then ask the vendor.',
  'upstream-timeout':
    'Try again; when it stays, raise UPSTREAM_TIMEOUT_SECONDS or look at what lies between this machine and the upstream.',
  'upstream-answer-unusable':
    'Check dataCenter (or baseUrl); a proxy or sign-in page in between may have answered in place of the upstream.',
  'page-size-refused': 'Set UPSTREAM_PAGE_SIZE to the size below.',
  'page-size-not-kept':
    'Nothing has to be done: pages are counted by what comes. Jobs may be read twice when it changes.',
  'organization-forbidden':
    'In Cloud Backup for Dynamics 365, check that the organization is added to the tenant of this app, and that the app may read it; else take it out of the configuration.',
  'organization-missing':
    'Check the id against the one in the portal; add the organization in Cloud Backup for Dynamics 365, or take it out of the configuration.',
  'organization-foreign':
    'Nothing of it is shown to callers. Check the id, and tell the vendor that jobs of another organization come under it.',
  'organization-failing': 'Start the doctor again; when it stays, ask the vendor about this organization.',
  'organization-empty':
    'Check the id, and in Cloud Backup for Dynamics 365 that a backup is scheduled and has run in the last thirty days.',
  'unknown-values':
    'Nothing has to be done: such jobs are shown as "unknown". Please report the numbers, so that they get a name.',
  'unusable-records':
    'Nothing has to be done: such records are left out and told in "sources". Please report it.',
  'time-format-other': 'Set timeFormat as below; it stands in CONFIG_FILE.',
  'range-end-name': 'Set rangeEndName as below; it stands in CONFIG_FILE.',
  'range-end-ignored':
    'Ask the vendor what the end of a range is called in this tenant: windows in the past bring too many jobs as it is.',
  'range-reading-unclear':
    'Start the doctor again while no backup runs; when it stays, report it: answers about the past may be read anew each time.',
  'upstream-throttled':
    'Wait as long as it asks and start the doctor again, with a longer --pause. Set maxRequestsPerMinute for this connection below what the tenant bears.',
  'calls-used-up': 'Start the doctor again with --connection, once the faults above are mended.',
} as const satisfies Record<string, string>;

export type RemedyCode = keyof typeof REMEDIES;
