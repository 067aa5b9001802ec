/* A stand-in for libnvidia-ml.so.1, for the tests of the NVIDIA adapter.
 *
 * Its values come from the file that the environment variable TARS_NVML names, read anew at every call: lines
 * of "key value". A call `x` of GPU 0 fails with the code in "0.x.error" (or in "0.error", or "error"), and
 * with 3 (not supported) where its value is missing. Signatures: NVIDIA's nvml.h of driver branch 570.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SUCCESS = 0, UNINITIALIZED = 1, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, INSUFFICIENT_SIZE = 7 };
enum { DEVICES = 16, PROCESSES = 64 };

typedef struct { unsigned long long total, free, used; } Memory;
typedef struct { unsigned version; unsigned long long total, reserved, free, used; } MemoryV2;
typedef struct { unsigned gpu, memory; } Utilization;
typedef struct {
    unsigned pid;
    unsigned long long used;
    unsigned gpu_instance, compute_instance;
} Process;

static int handles[DEVICES];
static int is_open;

/* The value of the line with that key, the `nth` of several; 0 if there is none. */
static int look_up(const char *key, int nth, char *value, size_t size) {
    const char *path = getenv("TARS_NVML");
    FILE *file = path ? fopen(path, "r") : NULL;
    char line[512];
    size_t length = strlen(key);
    int found = 0;
    while (file && !found && fgets(line, sizeof line, file)) {
        if (strncmp(line, key, length) || line[length] != ' ' || nth-- > 0) continue;
        line[strcspn(line, "\n")] = 0;
        snprintf(value, size, "%s", line + length + 1);
        found = 1;
    }
    if (file) fclose(file);
    return found;
}

static int number(const char *key, unsigned long long *value) {
    char text[512];
    if (!look_up(key, 0, text, sizeof text)) return 0;
    *value = strtoull(text, NULL, 10);
    return 1;
}

static int error_of(const int *device, const char *call) {
    char key[128];
    unsigned long long code = SUCCESS;
    if (!is_open) return UNINITIALIZED;
    if (number("error", &code)) return (int)code;
    if (device) {
        int index = (int)(device - handles);
        snprintf(key, sizeof key, "%d.error", index);
        if (number(key, &code)) return (int)code;
        snprintf(key, sizeof key, "%d.%s.error", index, call);
    } else {
        snprintf(key, sizeof key, "%s.error", call);
    }
    number(key, &code);
    return (int)code;
}

static int value_of(const int *device, const char *call, unsigned long long *value) {
    char key[128];
    int error = error_of(device, call);
    if (error) return error;
    snprintf(key, sizeof key, "%d.%s", (int)(device - handles), call);
    return number(key, value) ? SUCCESS : NOT_SUPPORTED;
}

static int small_value(const int *device, const char *call, unsigned *value) {
    unsigned long long wide = 0;
    int error = value_of(device, call, &wide);
    *value = (unsigned)wide;
    return error;
}

static int text_of(const int *device, const char *call, char *text, unsigned size) {
    char key[128];
    int error = error_of(device, call);
    if (error) return error;
    if (device) snprintf(key, sizeof key, "%d.%s", (int)(device - handles), call);
    else snprintf(key, sizeof key, "%s", call);
    return look_up(key, 0, text, size) ? SUCCESS : NOT_SUPPORTED;
}

int nvmlInitWithFlags(unsigned flags) {
    unsigned long long code = SUCCESS, hangs = 0;
    (void)flags;
    while (number("init.hangs", &hangs)) usleep(10000);
    number("init.error", &code);
    is_open = code == SUCCESS;
    return (int)code;
}

int nvmlShutdown(void) {
    int was_open = is_open;
    is_open = 0;
    return was_open ? SUCCESS : UNINITIALIZED;
}

const char *nvmlErrorString(int code) {
    switch (code) {
    case 4: return "Insufficient Permissions";
    case 9: return "Driver Not Loaded";
    case 15: return "GPU is lost";
    case 18: return "Driver/library version mismatch";
    default: return "Unknown Error";
    }
}

int nvmlSystemGetDriverVersion(char *text, unsigned size) { return text_of(NULL, "driver", text, size); }

int nvmlSystemGetProcessName(unsigned pid, char *text, unsigned size) {
    char key[64];
    snprintf(key, sizeof key, "process.%u", pid);
    return look_up(key, 0, text, size) ? SUCCESS : 6;
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    unsigned long long value = 0;
    int error = error_of(NULL, "count");
    if (!error) number("count", &value);
    *count = (unsigned)value;
    return error;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, int **device) {
    if (index >= DEVICES) return INVALID_ARGUMENT;
    *device = &handles[index];
    return error_of(*device, "handle");
}

int nvmlDeviceGetName(int *device, char *text, unsigned size) { return text_of(device, "name", text, size); }

int nvmlDeviceGetUUID(int *device, char *text, unsigned size) { return text_of(device, "uuid", text, size); }

int nvmlDeviceGetMemoryInfo_v2(int *device, MemoryV2 *memory) {
    int error = value_of(device, "memory.total", &memory->total);
    return error ? error : value_of(device, "memory.used", &memory->used);
}

int nvmlDeviceGetMemoryInfo(int *device, Memory *memory) {
    int error = value_of(device, "memory.v1.total", &memory->total);
    return error ? error : value_of(device, "memory.v1.used", &memory->used);
}

int nvmlDeviceGetUtilizationRates(int *device, Utilization *rates) {
    return small_value(device, "utilization", &rates->gpu);
}

int nvmlDeviceGetTemperature(int *device, int sensor, unsigned *celsius) {
    return sensor ? INVALID_ARGUMENT : small_value(device, "temperature", celsius);
}

int nvmlDeviceGetTemperatureThreshold(int *device, int threshold, unsigned *celsius) {
    return threshold == 1 ? small_value(device, "temperature.slowdown", celsius) : INVALID_ARGUMENT;
}

int nvmlDeviceGetPowerUsage(int *device, unsigned *milliwatts) {
    return small_value(device, "power", milliwatts);
}

int nvmlDeviceGetEnforcedPowerLimit(int *device, unsigned *milliwatts) {
    return small_value(device, "power.limit", milliwatts);
}

int nvmlDeviceGetCurrentClocksEventReasons(int *device, unsigned long long *reasons) {
    return value_of(device, "reasons", reasons);
}

int nvmlDeviceGetCurrentClocksThrottleReasons(int *device, unsigned long long *reasons) {
    return value_of(device, "reasons.old", reasons);
}

/* Lines such as "0.compute 4711 5368709120". */
static int processes_of(int *device, const char *kind, unsigned *count, Process *processes) {
    char key[64], text[512];
    unsigned room = *count;
    int error = error_of(device, kind);
    if (error) return error;
    snprintf(key, sizeof key, "%d.%s", (int)(device - handles), kind);
    for (*count = 0; *count < PROCESSES && look_up(key, (int)*count, text, sizeof text); ++*count) {
        if (!processes || *count >= room) continue;
        memset(&processes[*count], 0, sizeof *processes);
        sscanf(text, "%u %llu", &processes[*count].pid, &processes[*count].used);
    }
    return *count > room ? INSUFFICIENT_SIZE : SUCCESS;
}

int nvmlDeviceGetComputeRunningProcesses_v3(int *device, unsigned *count, Process *processes) {
    return processes_of(device, "compute", count, processes);
}

int nvmlDeviceGetGraphicsRunningProcesses_v3(int *device, unsigned *count, Process *processes) {
    return processes_of(device, "graphics", count, processes);
}
