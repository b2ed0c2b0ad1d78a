package io.chanio.port.vfio;

/** Which of the kernel's two interfaces opens a mediated device. */
public enum VfioInterface {
    /** iommufd where this kernel has it for the device, else the group. */
    AUTO,
    /** Container ({@code /dev/vfio/vfio}) and group ({@code /dev/vfio/N}). */
    GROUP,
    /** {@code /dev/iommu} and the device's own node ({@code /dev/vfio/devices/vfioN}). */
    IOMMUFD
}
