/** A spec file of this project, and the title of a test in it as it is written there. */
type NamedTest = readonly [file: string, title: string];

const UPSTREAM_FAULTS: readonly NamedTest[] = [
  [
    'test/reliability/upstream-faults.spec.ts',
    '$what, fails that one alone, with $answer and no call too many, and is asked again when it is well',
  ],
  ['test/reliability/upstream-faults.spec.ts', '$what, is a $answer for who asks for that one only'],
  ['test/reliability/upstream-faults.spec.ts', '$what, is $copy'],
];

/** The tests that hold each row of docs/reliability.md. */
export const FAULT_TESTS: Readonly<Record<string, readonly NamedTest[]>> = {
  'identity-fails': [
    [
      'test/reliability/identity-faults.spec.ts',
      'while the identity service %s, the other connection is answered and this one asks for one token only',
    ],
    [
      'test/reliability/identity-faults.spec.ts',
      'while the identity service %s, a valid token goes on being used',
    ],
    [
      'test/reliability/identity-faults.spec.ts',
      'while the identity service %s and no token is left, older copies are shown with the failure beside them',
    ],
    ['test/tokens/token-faults.spec.ts', '%s gives that failure for a second, then is asked again'],
    ['test/tokens/token-faults.spec.ts', 'refuses connections is unavailable'],
  ],
  'short-lived-token': [
    ['test/reliability/identity-faults.spec.ts', 'a token of five seconds is used, and replaced in time'],
    ['test/tokens/token-renewal.spec.ts', 'with expires_in %j lives 300 s'],
  ],
  'many-cold-callers': [
    ['test/tokens/token-single-flight.spec.ts', 'share one token request, a thousand of them'],
    ['test/identity/shared-token.spec.ts', 'make one token request when nobody has a token'],
  ],
  'secret-expired': [
    [
      'test/identity/refused-credential.spec.ts',
      'is answered 502 upstream-unauthorized, and asks the identity service once in 30 s',
    ],
    [
      'test/identity/refused-credential.spec.ts',
      'takes nothing from another connection, and leaves the service ready',
    ],
    [
      'test/identity/refused-credential.spec.ts',
      'is named in the log and in the answer, its client id and secret are not',
    ],
    ['test/identity/refused-credential.spec.ts', 'works again once the secret does'],
  ],
  'question-refused': UPSTREAM_FAULTS,
  'token-refused': [
    ...UPSTREAM_FAULTS,
    [
      'test/identity/shared-token.spec.ts',
      'make one more when the upstream has revoked it, and nobody sees an error',
    ],
    ['test/tokens/token-refused-by-upstream.spec.ts', 'is renewed once for all who saw it'],
  ],
  'access-withdrawn': [
    ...UPSTREAM_FAULTS,
    [
      'test/cache/stale.spec.ts',
      'is missing when access to it was withdrawn, also after the upstream has failed otherwise',
    ],
  ],
  throttled: [
    ...UPSTREAM_FAULTS,
    ['test/upstream/retry-after.spec.ts', 'waits for as long as a %i asks in %s, and then answers'],
    [
      'test/upstream/retry-after.spec.ts',
      'after a %i whose time does not fit tells every call on the connection at once, without asking',
    ],
    ['test/upstream/retry-after.spec.ts', 'takes a wait of a year for five minutes'],
  ],
  'passing-failure': [
    ...UPSTREAM_FAULTS,
    ['test/upstream/retries.spec.ts', 'asks once more after %s, and answers as if nothing had been'],
    ['test/upstream/retries.spec.ts', 'gives up after three attempts, as the upstream last failed'],
    [
      'test/upstream/attempts-per-call.spec.ts',
      'are sent 1.10 times for each needed one, and ten times more, at most, when they are %d of all',
    ],
  ],
  'lasting-failure': [
    [
      'test/upstream/circuit.spec.ts',
      'makes no sixth call after five that failed, and tells when to come back',
    ],
    [
      'test/reliability/recovery.spec.ts',
      'reads an upstream that %s within 6 s of its return, and never stops reading another',
    ],
    [
      'test/reliability/recovery.spec.ts',
      'renews an older copy within 6 s of the return of an upstream that it stood in for',
    ],
  ],
  'slow-answer': [
    ...UPSTREAM_FAULTS,
    [
      'test/errors/deadlines.spec.ts',
      '%s for one organization is cut off in time, while the others are answered',
    ],
    [
      'test/cache/stale.spec.ts',
      'holds nobody who can have an older copy when it hangs, and is given up at the end of its time',
    ],
  ],
  'broken-answer': [
    ...UPSTREAM_FAULTS,
    [
      'test/jobs/unusable-answers.spec.ts',
      'answers %s with a problem that repeats nothing of it, and asks again the next time',
    ],
  ],
  'closed-connection': [
    [
      'test/outgoing/closed-idle-connections.spec.ts',
      'are all answered, and none that the server has read is made twice',
    ],
    ['src/outgoing/outgoing-keep-alive.spec.ts', 'that %s is invisible to the caller'],
    ['src/outgoing/outgoing-keep-alive.spec.ts', 'whose answer has begun is never asked again'],
    [
      'test/upstream/attempts-per-call.spec.ts',
      'are sent 1.10 times for each needed one, and ten times more, at most, when they are %d of all',
    ],
  ],
  'oversized-answer': [
    ...UPSTREAM_FAULTS,
    [
      'test/outgoing/bounded-memory.spec.ts',
      'memory never grows by more than 50 MB for %s, with the limits as they are by default',
    ],
  ],
  'inconsistent-pages': [
    ['test/jobs/inconsistent-pages.spec.ts', 'shows each job once, without a word, out of %s'],
    ['test/jobs/inconsistent-pages.spec.ts', 'says so after a second look at %s, and shows each job once'],
    [
      'src/jobs/walk-pages.properties.spec.ts',
      'never gives a job twice, and calls whole only what the upstream once had',
    ],
  ],
  'led-astray': [
    [
      'test/outgoing/second-listener.spec.ts',
      'asks nobody but the configured upstream, whatever proxies its environment names and wherever answers point',
    ],
    ['test/jobs/next-link.spec.ts', 'takes %s for a hint that there is more, and asks in its own words'],
    ['src/outgoing/outgoing.client.spec.ts', 'does not follow a redirect with status %i'],
    [
      'src/outgoing/outgoing.client.spec.ts',
      'goes to the origin of the address even when its path looks like another address',
    ],
    ['src/outgoing/outgoing.client.spec.ts', 'ignores a proxy of the environment'],
  ],
  'unknown-words': [
    [
      'test/reliability/odd-records.spec.ts',
      'drops no job for a type or status that nobody knows, and keeps what came beside it',
    ],
    [
      'test/reliability/odd-records.spec.ts',
      'reads words in any letter case and spacing, and numbers that are text',
    ],
  ],
  'odd-dates': [
    [
      'test/reliability/odd-records.spec.ts',
      'shows every notation of one moment as the same, and what is no moment as null',
    ],
    ['src/jobs/normalize-time.spec.ts', 'gives the same in %s'],
  ],
  'missing-fields': [
    [
      'test/reliability/odd-records.spec.ts',
      'shows a job whose fields are missing, null or of another type, with null or 0 in their place',
    ],
    ['test/jobs/left-out-records.spec.ts', 'leaves out and counts records without an id, in one look'],
    ['src/jobs/normalize-job.properties.spec.ts', 'never throws for a JSON value'],
  ],
  'foreign-jobs': [
    [
      'test/reliability/odd-records.spec.ts',
      'leaves out and counts what has no id and what belongs to another organization, and shows the rest',
    ],
    [
      'test/jobs/left-out-records.spec.ts',
      'leaves out jobs of another organization, counts them, and logs an error without what they hold',
    ],
  ],
  'echoed-token': [
    ['test/upstream/echoed-token.spec.ts', 'an upstream that answers with our own token is not passed on'],
  ],
  'one-organization-down': [
    ...UPSTREAM_FAULTS,
    ['test/jobs/partial-answers.spec.ts', 'is missing from an answer of 200 that says so'],
    [
      'test/jobs/partial-answers.spec.ts',
      'fails the whole request with allowPartial=false, and its problem tells of all sources',
    ],
    ['test/upstream/turns.spec.ts', 'does not hold up another one of its connection'],
  ],
  'all-organizations-down': [
    [
      'test/jobs/all-organizations-down.spec.ts',
      'answers with a problem, never with an empty list, when the upstream %s for all',
    ],
    [
      'test/reliability/upstream-down-warm.spec.ts',
      'answers every read from copies while the upstream and its identity service %s for all',
    ],
  ],
  'many-questions': [
    ['src/cache/memory-tier.spec.ts', 'stays below its limit whatever the number of questions'],
    [
      'src/cache/refresh-rests.spec.ts',
      'is forgotten when ten thousand others failed after it, so that memory stays bounded',
    ],
  ],
  'hostile-request': [
    ['test/errors/hostile-requests.spec.ts', '%s is refused with a problem document'],
    ['test/errors/hostile-requests.spec.ts', 'with a thousand parameters is a 400'],
    ['test/errors/hostile-requests.spec.ts', 'of bytes that are no HTTP is refused with a problem document'],
    ['test/errors/hostile-requests.spec.ts', 'that was refused was not sent on'],
    [
      'test/errors/fuzz.spec.ts',
      'of every kind is answered below 500 and refused with problem documents only',
    ],
  ],
  'caller-leaves': [
    ['test/errors/leaving-callers.spec.ts', 'ends the call upstream that only he waited for'],
    ['test/errors/leaving-callers.spec.ts', 'does not end what another one waits for'],
  ],
  'foreign-organization': [
    [
      'test/auth/scoping-matrix.spec.ts',
      'is answered like one that does not exist, without asking upstream, to $name',
    ],
    ['test/auth/scoping-matrix.spec.ts', 'was tried often enough to mean something'],
    [
      'test/auth/foreign-organizations.spec.ts',
      'asked for $route, named $how, is answered like one that does not exist',
    ],
    ['test/cache/isolation.spec.ts', 'never share an answer, whoever came first and however often'],
    ['test/cache/isolation.spec.ts', 'go on in their own jobs with a cursor of the other'],
  ],
  'log-injection': [
    [
      'test/process/log.spec.ts',
      'is one JSON object a line, whatever callers and the upstream do, and holds no secret',
    ],
    ['src/json-logger.spec.ts', 'writes one JSON object a line of %s'],
  ],
  'bad-configuration': [
    ['test/process/start.spec.ts', 'ends with 1 within five seconds, names every fault, and shows no secret'],
    ['test/process/start.spec.ts', 'never listens'],
    ['test/process/reload.spec.ts', 'refuses a file with faults as a whole, says which, and shows no secret'],
  ],
  'told-to-stop': [
    ['test/process/shutdown.spec.ts', 'ends an idle service with 0, whoever keeps a connection'],
    [
      'test/process/shutdown.spec.ts',
      'lets a request in flight end, and tells its caller to come elsewhere next time',
    ],
    [
      'test/process/shutdown.spec.ts',
      'does not wait for a request sent by half longer than SHUTDOWN_SECONDS',
    ],
  ],
  'many-callers': [
    [
      'test/upstream/limits.spec.ts',
      'answers 200 callers at once, each with another question, and an organization of 500 pages beside them',
    ],
    ['src/upstream/call-room.spec.ts', 'lets a thousand questions wait, and refuses the next one at once'],
  ],
  'redis-fails': [
    [
      'test/redis/faults.spec.ts',
      'is down at the start hinders nothing, and is used within three seconds once it is up',
    ],
    ['test/redis/faults.spec.ts', 'is killed and comes back empty costs nothing that is in memory'],
    [
      'test/redis/faults.spec.ts',
      'is frozen holds requests for fifty milliseconds a few times, and is then left alone',
    ],
    ['test/redis/faults.spec.ts', 'is slow is not used, and is reported once'],
    ['test/redis/faults.spec.ts', 'is full is still read, and says so once'],
    [
      'test/redis/faults.spec.ts',
      'is emptied while everybody asks costs one fetch for whoever holds nothing',
    ],
    [
      'test/redis/faults.spec.ts',
      'is done without by who has a wrong one or none, and no log line has it or the address',
    ],
  ],
  'foreign-entries': [
    [
      'test/redis/foreign-entries.spec.ts',
      '%s is no copy: the upstream is asked, and its answer takes the place',
    ],
    ['test/redis/foreign-entries.spec.ts', 'nothing lies that a service without its secrets would not know'],
  ],
  'drop-during-fetch': [
    ['test/cache/drop.spec.ts', 'lets nothing that was asked before it be held after it'],
    [
      'test/cache/drop-everywhere.spec.ts',
      'is not brought back by what another was asking for, neither there nor in Redis',
    ],
    ['test/cache/drop-everywhere.spec.ts', 'is dropped by the others when Redis is back, where it was away'],
  ],
  'replicas-and-everything': [
    [
      'test/chaos/short-run.spec.ts',
      'answers only what the model allows, over three replicas and one Redis, while everything goes wrong',
    ],
    [
      'test/chaos/long-run.chaos.ts',
      'answers only what the model allows in 20,000 requests, and at once while everything is down',
    ],
  ],
  overload: [
    ['test/limits/overload.spec.ts', 'are all answered, though they are one client'],
    [
      'test/limits/overload.spec.ts',
      'are answered as far as there is room, and the others told to come again',
    ],
    ['test/limits/memory.spec.ts', 'stays within its bound under %s, and liveness answers'],
  ],
  'no-log': [
    ['test/process/log-loss.spec.ts', 'because nobody reads the pipe any more, ends nothing'],
    ['test/process/log-loss.spec.ts', 'because the disk is full, ends nothing'],
  ],
  'a-bug': [
    ['test/process/crash.spec.ts', '(%s: %s) ends the process with 1 after one line without a secret'],
  ],
  'forged-token': [
    ['test/auth/bearer-tokens.spec.ts', 'that %s is refused'],
    ['test/auth/bearer-tokens.spec.ts', 'is refused with `alg: none`, in any letter case'],
    ['test/auth/bearer-tokens.spec.ts', 'is refused when it was made with the public key as a shared secret'],
    ['test/auth/bearer-tokens.spec.ts', 'is refused when it brings its own key, or says where one is'],
  ],
  'key-service-fails': [
    [
      'test/auth/key-service-faults.spec.ts',
      'and %s from the start: nobody is let in, nobody is blocked, and it is asked once',
    ],
    ['test/auth/key-service-faults.spec.ts', 'and %s later: known keys go on counting'],
    ['test/auth/key-service-faults.spec.ts', 'for a day: known keys count for as long, and not longer'],
    ['test/auth/key-rotation.spec.ts', 'are fetched once in half a minute, whatever a thousand callers send'],
  ],
  'guessed-credentials': [
    ['test/auth/wrong-tries.spec.ts', 'is told to wait after twenty of any kind within a minute'],
    ['test/auth/wrong-tries.spec.ts', 'is let in all the while with a good one, of every kind'],
    ['test/auth/wrong-tries.spec.ts', 'shows nothing of what it sent in the log'],
  ],
  'forged-gateway': [['test/auth/gateway.spec.ts', '%s is turned away']],
  'holding-caller': [
    [
      'test/limits/overload.spec.ts',
      'is left with half of them, pays for those only, and leaves room for 100 callers of another',
    ],
    [
      'test/limits/arriving-bodies.spec.ts',
      'leave half of the room to all other addresses, when they are of one',
    ],
  ],
  'greedy-caller': [
    [
      'test/limits/rate-limit.spec.ts',
      'is refused with a wait and the same headers, before its parameters are read and upstream is asked',
    ],
    ['test/limits/rate-limit.spec.ts', 'leaves the others alone, and comes in again when it was told'],
    [
      'test/limits/shared-rate.spec.ts',
      'count on by themselves when Redis is killed, each at most up to the limit',
    ],
  ],
  'slow-caller': [
    ['test/limits/slow-callers.spec.ts', '%s is cut off with a problem document'],
    ['test/limits/slow-callers.spec.ts', 'drop by drop gains nothing by it'],
    ['test/limits/slow-callers.spec.ts', 'is cut off after a while, and what waited for him is let go'],
  ],
  'behind-a-gateway': [
    ['test/gateway/restart.spec.ts', 'no caller of the gateway sees an error'],
    ['test/gateway/idle-connections.spec.ts', 'are closed by the gateway, well before the service would'],
    [
      'test/gateway/idle-connections.spec.ts',
      'are not missed by a read when a replica closes one just as it comes',
    ],
    ['test/gateway/unanswered.spec.ts', 'goes to the other one when nobody listens: %s'],
    ['test/gateway/unanswered.spec.ts', 'is never made twice when it is a POST that was sent'],
  ],
};
